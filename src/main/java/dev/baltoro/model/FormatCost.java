package dev.baltoro.model;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Random;
import java.util.function.Function;

/// What a narrow format of weights costs in accuracy, on random tokens.
///
/// @param difference mean absolute difference of the tokens' log-probabilities from the exact ones
/// @param agreement share of places in which the likeliest next token is the same
/// @param places how many were compared
public record FormatCost(double difference, double agreement, int places) {
    private static final int TOKENS = 128;
    private static final long SEED = 1;

    /// What a model makes of the random tokens.
    ///
    /// @param next the log-probability of each token but the first, after those before it
    /// @param likeliest the likeliest next token in each place
    public record Predictions(float[] next, int[] likeliest) {
        /// {@return a model's}
        public static Predictions of(K2Model model) {
            return of(model.config(), model::logits);
        }

        /// {@return those of the exact fp32 weights, of which no more than a layer's are held at a
        /// time; the same bits as those of the whole model in fp32}
        public static Predictions streamed(K2Config config, WeightSource source) {
            return of(config, batch -> StreamedPass.logits(config, source, batch));
        }

        private static Predictions of(K2Config config, Function<TokenBatch, Tensor> model) {
            int tokens = Math.min(TOKENS, config.maxPositionEmbeddings());
            int vocabulary = config.vocabSize();
            long[] ids = new Random(SEED).longs(tokens, 0, vocabulary).toArray();
            float[] next = new float[tokens - 1];
            int[] likeliest = new int[tokens];
            float[] all = logProbabilities(model, ids);
            for (int place = 0; place < tokens; place++) {
                int row = place * vocabulary;
                if (place + 1 < tokens) {
                    next[place] = all[row + (int) ids[place + 1]];
                }
                likeliest[place] = FormatCost.likeliest(all, row, vocabulary);
            }
            return new Predictions(next, likeliest);
        }
    }

    /// {@return what `narrow` costs against `exact`, the same model in fp32}
    public static FormatCost of(Predictions exact, Predictions narrow) {
        double sum = 0;
        for (int i = 0; i < exact.next.length; i++) {
            sum += Math.abs(exact.next[i] - narrow.next[i]);
        }
        int places = exact.likeliest.length;
        int same = 0;
        for (int place = 0; place < places; place++) {
            same += exact.likeliest[place] == narrow.likeliest[place] ? 1 : 0;
        }
        return new FormatCost(sum / Math.max(1, exact.next.length), (double) same / places, places);
    }

    private static float[] logProbabilities(Function<TokenBatch, Tensor> model, long... ids) {
        try (Scope scope = Scope.open()) {
            Tensor logits = model.apply(TokenBatch.of(ids.clone()));
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
