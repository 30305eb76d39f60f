package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Continues a sequence token by token.
///
/// Each token is computed from all those before it, up to a window; nothing is kept between tokens.
/// That suits samples and short answers.
public final class Generation {
    /// Most tokens that a next token is computed from; earlier ones are forgotten.
    public static final int WINDOW_MAX = 1024;

    /// Fixed by name, so that a seed draws the same tokens on every JDK.
    private static final String RANDOM_ALGORITHM = "L64X128MixRandom";

    private final K2Model model;
    private final int vocabulary;

    private Generation(K2Model model, int vocabulary) {
        this.model = model;
        this.vocabulary = vocabulary;
    }

    /// {@return a generation of any of the model's tokens}
    public static Generation of(K2Model model) {
        return new Generation(model, model.config().vocabSize());
    }

    /// {@return this generation without tokens from `end` on, which a tokenizer of `end` ids cannot
    /// decode}
    public Generation below(int end) {
        return new Generation(model, Math.min(vocabulary, end));
    }

    /// {@return the most tokens that a next token is computed from}
    public int window() {
        return Math.min(WINDOW_MAX, model.config().maxPositionEmbeddings());
    }

    /// Draws tokens one after the other until `onToken` or `maxTokens` ends it.
    ///
    /// Computes on the calling thread, which must be a platform thread.
    ///
    /// @param prompt at least one token
    /// @param onToken told each token as soon as it is drawn; false ends the generation
    /// @return the tokens drawn, the one that ended it included
    /// @throws IllegalArgumentException if the prompt is empty or holds a token that is not in the
    ///   vocabulary, or the model's scores are not finite
    public long[] complete(long[] prompt, int maxTokens, Sampling sampling, IntPredicate onToken) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("the prompt is empty; give at least one token");
        }
        requireKnown(prompt);
        RandomGenerator random =
                RandomGeneratorFactory.of(RANDOM_ALGORITHM).create(sampling.seed());
        long[] tokens = prompt.clone();
        int size = prompt.length;
        boolean more = true;
        while (more && size - prompt.length < maxTokens) {
            int next = sampling.draw(nextScores(tokens, size), random);
            if (size == tokens.length) {
                tokens = Arrays.copyOf(tokens, size + Math.max(16, size / 2));
            }
            tokens[size++] = next;
            more = onToken.test(next);
        }
        return Arrays.copyOfRange(tokens, prompt.length, size);
    }

    private void requireKnown(long[] prompt) {
        for (long token : prompt) {
            Scoring.requireFit(model.config(), token);
        }
    }

    private float[] nextScores(long[] tokens, int size) {
        long[] seen = Arrays.copyOfRange(tokens, Math.max(0, size - window()), size);
        TokenBatch batch = TokenBatch.padded(PaddedLength.of(seen.length, window()), seen);
        try (Scope scope = Scope.open()) {
            Tensor last_1D = model.hiddenStates(batch).narrow(0, seen.length - 1L, 1);
            return model.scores(last_1D).narrow(1, 0, vocabulary).toFloats();
        }
    }
}
