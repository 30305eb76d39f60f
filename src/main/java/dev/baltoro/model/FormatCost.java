package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;

/// What a narrow format of weights costs in accuracy, on random tokens.
///
/// @param difference mean absolute difference of the tokens' log-probabilities from the exact ones
/// @param agreement share of places in which the likeliest next token is the same
/// @param places how many were compared
public record FormatCost(double difference, double agreement, int places) {
    private static final int TOKENS = 128;
    private static final long SEED = 1;

    /// {@return what `narrow` costs against `exact`, the same model in fp32}
    public static FormatCost of(K2Model exact, K2Model narrow) {
        int tokens = Math.min(TOKENS, exact.config().maxPositionEmbeddings());
        int vocabulary = exact.config().vocabSize();
        long[] ids = new Random(SEED).longs(tokens, 0, vocabulary).toArray();
        float[] expected = logProbabilities(exact, ids);
        float[] actual = logProbabilities(narrow, ids);
        double sum = 0;
        int same = 0;
        for (int place = 0; place < tokens; place++) {
            int row = place * vocabulary;
            if (place + 1 < tokens) {
                int next = row + (int) ids[place + 1];
                sum += Math.abs(expected[next] - actual[next]);
            }
            same +=
                    likeliest(expected, row, vocabulary) == likeliest(actual, row, vocabulary)
                            ? 1
                            : 0;
        }
        return new FormatCost(sum / Math.max(1, tokens - 1), (double) same / tokens, tokens);
    }

    private static float[] logProbabilities(K2Model model, long... ids) {
        try (Scope scope = Scope.open()) {
            Tensor logits = model.logits(TokenBatch.of(Arrays.copyOf(ids, ids.length)));
            return logits.logSoftmax(-1).toFloats();
        }
    }

    private static int likeliest(float[] values, int from, int count) {
        int best = from;
        for (int i = from; i < from + count; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best - from;
    }
}
