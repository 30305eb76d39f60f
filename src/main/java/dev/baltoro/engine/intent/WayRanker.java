package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// How much likelier some calls are than others, as a whole: a log-linear model over the ways in
/// which requests were read, fitted so that the right ones come first (Collins and Koo 2005).
final class WayRanker {
    /// How much of what was learned counts: of the requests that it was learned from it says too
    /// much.
    private static final double SHARE = 0.75;

    private static final int BITS = 20;
    private static final int PASSES = 6;
    private static final float RATE = 0.15f;

    /// Differences of probabilities that teach nothing.
    private static final float NEGLIGIBLE = 1e-3f;

    private final float[] weights;
    private final float[] evidence;

    private WayRanker(float[] weights, float[] evidence) {
        this.weights = weights;
        this.evidence = evidence;
    }

    /// {@return one that finds all alike}
    static WayRanker none() {
        return new WayRanker(new float[1 << BITS], new float[Evidence.SIZE]);
    }

    /// {@return one that was fitted before}
    ///
    /// @param weights of what calls look like, by their hashes
    /// @param evidence weights of what was said for them
    static WayRanker of(float[] weights, float[] evidence) {
        if (weights.length != 1 << BITS || evidence.length != Evidence.SIZE) {
            throw new IllegalArgumentException(
                    "it compares by %d and %d weights".formatted(weights.length, evidence.length));
        }
        return new WayRanker(weights, evidence);
    }

    float[] weights() {
        return weights;
    }

    float[] evidence() {
        return evidence;
    }

    /// Ways in which one request was read.
    ///
    /// @param ways each of them
    /// @param logs of each, without this model
    /// @param right which are right, one at least
    record Example(List<WayFeatures.Seen> ways, double[] logs, boolean[] right) {}

    private static int index(long feature) {
        return Features.place(feature, 0x57A9L, BITS);
    }

    /// {@return how much likelier calls are, in nats}
    double log(WayFeatures.Seen way) {
        return SHARE * learned(way);
    }

    private double learned(WayFeatures.Seen way) {
        double sum = 0;
        for (long hash : way.hashes()) {
            sum += weights[index(hash)];
        }
        for (int i = 0; i < evidence.length; i++) {
            sum += evidence[i] * way.evidence()[i];
        }
        return sum;
    }

    /// {@return a model of examples}
    static WayRanker fit(List<Example> examples, long seed) {
        WayRanker ranker = none();
        float[] squares = new float[1 << BITS];
        float[] squaresOfEvidence = new float[Evidence.SIZE];
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> order = new ArrayList<>(examples);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            order.forEach(example -> ranker.learn(example, squares, squaresOfEvidence));
        }
        return ranker;
    }

    private void learn(Example example, float[] squares, float[] squaresOfEvidence) {
        int n = example.logs.length;
        double[] scores = new double[n];
        double[] rights = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = example.logs[i] + learned(example.ways.get(i));
            rights[i] = example.right[i] ? scores[i] : Double.NEGATIVE_INFINITY;
        }
        shares(scores);
        shares(rights);
        for (int i = 0; i < n; i++) {
            float error = (float) (scores[i] - rights[i]);
            if (Math.abs(error) < NEGLIGIBLE) {
                continue;
            }
            for (long hash : example.ways.get(i).hashes()) {
                move(weights, squares, index(hash), error);
            }
            for (int k = 0; k < evidence.length; k++) {
                move(evidence, squaresOfEvidence, k, error * example.ways.get(i).evidence()[k]);
            }
        }
    }

    /// Makes probabilities of logs, one of which is finite.
    private static void shares(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        double all = 0;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.exp(logs[i] - most);
            all += logs[i];
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] /= all;
        }
    }

    private static void move(float[] weights, float[] squares, int at, float gradient) {
        squares[at] += gradient * gradient;
        weights[at] -= RATE * gradient / (float) Math.sqrt(squares[at] + 1e-2f);
    }
}
