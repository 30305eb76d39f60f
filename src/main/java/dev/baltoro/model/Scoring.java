package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CrossEntropy;
import java.util.Arrays;

/// What a model thinks of given tokens: the log-probability of each, and its own choice.
public final class Scoring {
    /// Scores of the vocabulary exist for at most this many bytes of positions at once.
    private static final long CHUNK_BYTES_MAX = 64L << 20;

    private Scoring() {}

    /// A sequence's scores.
    ///
    /// @param logprobs natural logarithms, one for each token after the first
    /// @param argmax for every position the likeliest next token
    @SuppressWarnings("ArrayRecordComponent") // numbers on their way out, never compared
    public record Scores(float[] logprobs, int[] argmax) {}

    /// {@return the scores of one document's tokens}
    ///
    /// Computes on the calling thread, which must be a platform thread.
    ///
    /// @throws IllegalArgumentException if there are more tokens than the model's context, or one
    ///   is not in its vocabulary
    public static Scores of(K2Model model, long... tokens) {
        requireFit(model.config(), tokens);
        float[] logprobs = new float[Math.max(0, tokens.length - 1)];
        int[] argmax = new int[tokens.length];
        if (tokens.length == 0) {
            return new Scores(logprobs, argmax);
        }
        int length = PaddedLength.of(tokens.length, model.config().maxPositionEmbeddings());
        long rowBytes = (long) Float.BYTES * model.config().vocabSize();
        int chunk = Math.clamp(CHUNK_BYTES_MAX / rowBytes, 1, tokens.length);
        try (Scope scope = Scope.open()) {
            Tensor hidden_TD = model.hiddenStates(TokenBatch.padded(length, tokens));
            for (int start = 0; start < tokens.length; start += chunk) {
                int end = Math.min(tokens.length, start + chunk);
                score(model, hidden_TD, tokens, start, end, logprobs, argmax);
            }
        }
        return new Scores(logprobs, argmax);
    }

    private static void score(
            K2Model model,
            Tensor hidden_TD,
            long[] tokens,
            int start,
            int end,
            float[] logprobs,
            int[] argmax) {
        int rows = end - start;
        int[] targets = new int[rows];
        Arrays.fill(targets, -1);
        for (int i = start; i < Math.min(end, tokens.length - 1); i++) {
            targets[i - start] = (int) tokens[i + 1];
        }
        try (Scope scope = Scope.open()) {
            Tensor logits_NV = model.scores(hidden_TD.narrow(0, start, rows));
            long[] best = logits_NV.argmax().toLongs();
            float[] values = new float[rows];
            // The kernel that training uses, so that both give the same numbers.
            CrossEntropy.gradient(logits_NV, targets, new float[rows], values);
            for (int i = 0; i < rows; i++) {
                argmax[start + i] = (int) best[i];
                if (targets[i] >= 0) {
                    logprobs[start + i] = values[i];
                }
            }
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
