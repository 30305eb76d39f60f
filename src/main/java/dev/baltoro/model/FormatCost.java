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

    /// {@return what a model makes of the random tokens}
    public static TokenScores scores(K2Model model) {
        return scores(model.config(), model::logits);
    }

    /// {@return what the exact fp32 weights make of them, of which no more than a layer's are held
    /// at a time; the same bits as those of the whole model in fp32}
    public static TokenScores streamed(K2Config config, WeightSource source) {
        return scores(config, batch -> StreamedPass.logits(config, source, batch));
    }

    private static TokenScores scores(K2Config config, Function<TokenBatch, Tensor> model) {
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
            likeliest[place] = likeliest(all, row, vocabulary);
        }
        return new TokenScores(next, likeliest);
    }

    /// {@return what `narrow` costs against `exact`, the same model in fp32}
    public static FormatCost of(TokenScores exact, TokenScores narrow) {
        double sum = 0;
        for (int i = 0; i < exact.logprobs().length; i++) {
            sum += Math.abs(exact.logprobs()[i] - narrow.logprobs()[i]);
        }
        int places = exact.argmax().length;
        int same = 0;
        for (int place = 0; place < places; place++) {
            same += exact.argmax()[place] == narrow.argmax()[place] ? 1 : 0;
        }
        return new FormatCost(
                sum / Math.max(1, exact.logprobs().length), (double) same / places, places);
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
