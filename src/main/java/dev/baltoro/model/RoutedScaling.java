package dev.baltoro.model;

import java.util.Arrays;
import java.util.Random;

/// The `routed_scaling_factor` that keeps the routed experts' sum at the size of one expert.
///
/// Moonlight's rule (arXiv 2502.16982, appendix C): for router logits drawn from N(0, 1), take the
/// sigmoid, keep the top k and normalise them to sum 1; the factor is the mean of 1/√(Σp²), since a
/// sum of independent outputs weighted by p has √(Σp²) of one output's size. It gives Moonlight's
/// 2.446 for 64 experts, top 6, and Kimi K2's 2.827 for 384 experts, top 8.
public final class RoutedScaling {
    /// Draws of one factor. The summand hardly varies (its deviation is about 0.02), so that the
    /// mean of these is good to three decimals.
    static final int DRAWS = 4096;

    private static final long SEED = 2502_16982L;

    private RoutedScaling() {}

    /// {@return the factor, rounded to three decimals as the published configurations have it; 1 if
    /// one expert is selected}
    ///
    /// @param experts routed experts of a layer
    /// @param selected routed experts a token selects
    public static double factor(int experts, int selected) {
        if (selected < 1 || selected > experts) {
            throw new IllegalArgumentException(
                    "cannot select %d of %d experts".formatted(selected, experts));
        }
        Random random = new Random(SEED);
        double sum = 0;
        double[] logits = new double[experts];
        for (int draw = 0; draw < DRAWS; draw++) {
            Arrays.setAll(logits, expert -> random.nextGaussian());
            Arrays.sort(logits);
            sum += sizeOfOneOverSizeOfSum(logits, selected);
        }
        return Math.round(sum / DRAWS * 1000) / 1000.0;
    }

    private static double sizeOfOneOverSizeOfSum(double[] ascendingLogits, int selected) {
        double scores = 0;
        double squares = 0;
        for (int rank = 1; rank <= selected; rank++) {
            double score =
                    1 / (1 + StrictMath.exp(-ascendingLogits[ascendingLogits.length - rank]));
            scores += score;
            squares += score * score;
        }
        return scores / StrictMath.sqrt(squares);
    }
}
