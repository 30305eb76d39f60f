package dev.baltoro.engine.intent;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What is wanted, as one of a few classes: multinomial logistic regression on n-grams, fitted by
/// AdaGrad (Duchi et al. 2011).
///
/// @param classes their names
/// @param rows where a feature's weights are: of row r and class c at `r * classes + c`
record IntentClasses(List<String> classes, Map<Long, Integer> rows, float[] weights) {
    private static final int LEAST = 10;
    private static final int PASSES = 4;
    private static final float RATE = 0.6f;

    /// A gradient that is too small to matter.
    private static final float NEGLIGIBLE = 1e-3f;

    /// {@return log-probabilities of the classes}
    float[] logProbabilities(List<Features.Group> features) {
        float[] scores = new float[classes.size()];
        for (Features.Group group : features) {
            for (long hash : group.hashes()) {
                Integer row = rows.get(hash);
                if (row != null) {
                    add(row, group.value(), scores);
                }
            }
        }
        normalise(scores);
        return scores;
    }

    private void add(int row, float value, float[] scores) {
        int at = row * scores.length;
        for (int c = 0; c < scores.length; c++) {
            scores[c] += value * weights[at + c];
        }
    }

    static void normalise(float[] scores) {
        float most = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - most);
        }
        float all = most + (float) Math.log(sum);
        for (int c = 0; c < scores.length; c++) {
            scores[c] -= all;
        }
    }

    /// {@return a model of examples}
    ///
    /// @param labels their classes, as numbers
    static IntentClasses fit(
            List<String> classes, List<List<Features.Group>> examples, int[] labels, long seed) {
        Map<Long, Integer> counts = new HashMap<>();
        for (List<Features.Group> example : examples) {
            for (Features.Group group : example) {
                for (long hash : group.hashes()) {
                    counts.merge(hash, 1, Integer::sum);
                }
            }
        }
        Map<Long, Integer> rows = new HashMap<>();
        counts.forEach((hash, count) -> {
            if (count >= LEAST) {
                rows.put(hash, rows.size());
            }
        });
        IntentClasses model =
                new IntentClasses(classes, rows, new float[rows.size() * classes.size()]);
        float[] squares = new float[model.weights.length];
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int[][] found = new int[examples.size()][];
        for (int i = 0; i < found.length; i++) {
            found[i] =
                    examples.get(i).stream()
                            .flatMapToLong(group -> Arrays.stream(group.hashes()))
                            .mapToInt(hash -> rows.getOrDefault(hash, -1))
                            .toArray();
        }
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            for (int i : order) {
                model.learn(examples.get(i), found[i], labels[i], squares);
            }
        }
        return model;
    }

    private void learn(List<Features.Group> features, int[] found, int label, float[] squares) {
        float[] scores = new float[classes.size()];
        int k = 0;
        for (Features.Group group : features) {
            for (int i = 0; i < group.hashes().length; i++) {
                int row = found[k++];
                if (row >= 0) {
                    add(row, group.value(), scores);
                }
            }
        }
        normalise(scores);
        for (int c = 0; c < scores.length; c++) {
            float gradient = (float) Math.exp(scores[c]) - (c == label ? 1 : 0);
            scores[c] = Math.abs(gradient) < NEGLIGIBLE ? 0 : gradient;
        }
        k = 0;
        for (Features.Group group : features) {
            for (int i = 0; i < group.hashes().length; i++) {
                int row = found[k++];
                if (row < 0) {
                    continue;
                }
                for (int c = 0; c < scores.length; c++) {
                    if (scores[c] != 0) {
                        float gradient = scores[c] * group.value();
                        int at = row * scores.length + c;
                        squares[at] += gradient * gradient;
                        weights[at] -= RATE * gradient / (float) Math.sqrt(squares[at] + 1e-8f);
                    }
                }
            }
        }
    }
}
