package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.LinearCrossEntropy;
import dev.baltoro.tensor.kernel.CrossEntropy;
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
        TokenScores scores =
                new TokenScores(new float[Math.max(0, tokens.length - 1)], new int[tokens.length]);
        if (tokens.length == 0) {
            return scores;
        }
        try (Scope scope = Scope.open()) {
            Tensor hidden_TD = model.hiddenStates(TokenBatch.padded(length, tokens));
            int chunk =
                    LinearCrossEntropy.rowsAtOnce(
                            length, model.config().vocabSize(), hidden_TD.dtype());
            for (int start = 0; start < tokens.length; start += chunk) {
                int rows = Math.min(chunk, length - start);
                score(model, hidden_TD.narrow(0, start, rows), tokens, start, scores);
            }
        }
        return scores;
    }

    private static void score(
            K2Model model, Tensor hidden_ND, long[] tokens, int start, TokenScores into) {
        int rows = Math.toIntExact(hidden_ND.size(0));
        int[] targets = new int[rows];
        Arrays.fill(targets, -1);
        for (int i = start; i < Math.min(start + rows, tokens.length - 1); i++) {
            targets[i - start] = (int) tokens[i + 1];
        }
        try (Scope scope = Scope.open()) {
            Tensor logits_NV = model.scores(hidden_ND);
            long[] best = logits_NV.argmax().toLongs();
            float[] values = new float[rows];
            // The kernel that training uses, so that both give the same numbers.
            CrossEntropy.gradient(logits_NV, targets, new float[rows], values);
            for (int i = 0; i < rows && start + i < tokens.length; i++) {
                into.argmax()[start + i] = (int) best[i];
                if (targets[i] >= 0) {
                    into.logprobs()[start + i] = values[i];
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
