package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.LinearCrossEntropy;
import java.util.Arrays;

/// Scores given tokens by the trainer's forward pass.
///
/// The bits of a log-probability depend on all that its pass computes: on the row's tokens, on its
/// padding, and on other rows if there are any, because libtorch's products add in an order that
/// depends on their shape. So a row is always a pass of its own here, and has the bits that the
/// trainer gives it where it computes one row of the same length.
public final class Scoring {
    private Scoring() {}

    /// {@return the scores of one document's tokens, padded so that rows of all lengths need few
    /// shapes}
    ///
    /// Computes on the calling thread, which must be a platform thread.
    ///
    /// @throws IllegalArgumentException if there are more tokens than the model's context, or one
    ///   is not in its vocabulary
    public static TokenScores of(K2Model model, long... tokens) {
        requireFit(model.config(), tokens);
        int longest = model.config().maxPositionEmbeddings();
        return padded(model, PaddedLength.of(tokens.length, longest), tokens);
    }

    /// {@return as the trainer scores a row of `length` of which these are the first tokens and the
    /// others padding, to the last bit}
    ///
    /// @param length at least `tokens.length`, and at most the model's context
    /// @throws IllegalArgumentException if it is neither, or a token is not in the vocabulary
    public static TokenScores padded(K2Model model, int length, long... tokens) {
        requireFit(model.config(), tokens);
        if (length < tokens.length || length > model.config().maxPositionEmbeddings()) {
            throw new IllegalArgumentException(
                    "%d tokens are padded to %d; use %d to %d"
                            .formatted(
                                    tokens.length,
                                    length,
                                    tokens.length,
                                    model.config().maxPositionEmbeddings()));
        }
        if (tokens.length == 0) {
            return new TokenScores(new float[0], new int[0]);
        }
        int[] targets = new int[length];
        Arrays.fill(targets, -1);
        for (int i = 1; i < tokens.length; i++) {
            targets[i - 1] = (int) tokens[i];
        }
        int last = tokens.length - 1;
        int[] likeliest = new int[tokens.length];
        try (Scope scope = Scope.open()) {
            Tensor hidden_TD = model.hiddenStates(TokenBatch.padded(length, tokens));
            float[] logProbabilities =
                    LinearCrossEntropy.score(hidden_TD, model.head(), targets, likeliest);
            Tensor next_1V = model.scores(hidden_TD.narrow(0, last, 1));
            likeliest[last] = (int) next_1V.argmax().toLongs()[0];
            return new TokenScores(Arrays.copyOf(logProbabilities, last), likeliest);
        }
    }

    private static void requireFit(K2Config config, long... tokens) {
        if (tokens.length > config.maxPositionEmbeddings()) {
            throw new IllegalArgumentException(
                    "%d tokens exceed the model's context of %d (max_position_embeddings)"
                            .formatted(tokens.length, config.maxPositionEmbeddings()));
        }
        for (long token : tokens) {
            if (token < 0 || token >= config.vocabSize()) {
                throw new IllegalArgumentException(
                        "token %d is outside of the model's vocabulary, 0 to %d"
                                .formatted(token, config.vocabSize() - 1));
            }
        }
    }
}
