package dev.baltoro.engine;

import dev.baltoro.engine.GeneratedToken.Alternative;
import dev.baltoro.engine.sampling.LogSoftmax;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.LinearCrossEntropy;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Given tokens with the likeliest others in their places, by the trainer's forward pass.
final class PromptScores {
    private static final int NO_TARGET = -1;

    /// Places whose scores are in memory together: 20 MB of K2's vocabulary.
    private static final int ROWS_MAX = 32;

    private PromptScores() {}

    /// {@return each token after the first, with its log-probability and the likeliest tokens in
    /// its place}
    ///
    /// @param vocabSize tokens that may be alternatives: those below
    /// @param version of the weights
    /// @throws EngineException if a score is not finite
    static List<GeneratedToken> of(
            K2Model model, int[] tokens, int alternatives, int vocabSize, long version) {
        if (tokens.length < 2) {
            return List.of();
        }
        List<GeneratedToken> scored = new ArrayList<>();
        try (Scope scope = Scope.open();
                Tape tape = Tape.off()) {
            Tensor hidden_TD = model.hiddenStates(batch(tokens));
            float[] own =
                    LinearCrossEntropy.apply(
                            tape,
                            Variable.of(hidden_TD),
                            model.head(),
                            targets(tokens),
                            new float[tokens.length]);
            requireFinite(own);
            for (int from = 0; from < tokens.length - 1; from += ROWS_MAX) {
                int rows = Math.min(ROWS_MAX, tokens.length - 1 - from);
                var places =
                        alternatives == 0
                                ? new Places(new float[0], 0, vocabSize)
                                : Places.of(model, hidden_TD.narrow(0, from, rows), vocabSize);
                for (int row = 0; row < rows; row++) {
                    int token = tokens[from + row + 1];
                    float logProbability = own[from + row];
                    scored.add(
                            new GeneratedToken(
                                    token,
                                    logProbability,
                                    logProbability,
                                    places.likeliest(row, alternatives, token, logProbability),
                                    version));
                }
            }
        }
        return scored;
    }

    /// The scores of a few places, `stride` of each.
    private record Places(float[] scores, int stride, int vocabSize) {
        static Places of(K2Model model, Tensor hidden_ND, int vocabSize) {
            try (Scope scope = Scope.open()) {
                Tensor scores_NV = model.scores(hidden_ND);
                return new Places(
                        scores_NV.to(DType.F32).toFloats(),
                        Math.toIntExact(scores_NV.size(1)),
                        vocabSize);
            }
        }

        /// Measured from the place's own token, so that it has one log-probability in both roles.
        List<Alternative> likeliest(int row, int count, int token, float logProbability) {
            if (count == 0) {
                return List.of();
            }
            LogSoftmax order = new LogSoftmax();
            order.take(scores, row * stride, vocabSize);
            double own = scores[row * stride + token];
            return Arrays.stream(order.likeliest(count))
                    .mapToObj(other ->
                            new Alternative(
                                    other,
                                    (float)
                                            (logProbability
                                                    + (scores[row * stride + other] - own))))
                    .toList();
        }
    }

    static void requireFinite(float... logProbabilities) {
        for (float value : logProbabilities) {
            if (!Float.isFinite(value)) {
                throw new EngineException(
                        "the model's scores are not finite; its weights are damaged");
            }
        }
    }

    private static TokenBatch batch(int... tokens) {
        return TokenBatch.of(Arrays.stream(tokens).asLongStream().toArray());
    }

    private static int[] targets(int... tokens) {
        int[] targets = Arrays.copyOfRange(tokens, 1, tokens.length + 1);
        targets[tokens.length - 1] = NO_TARGET;
        return targets;
    }
}
