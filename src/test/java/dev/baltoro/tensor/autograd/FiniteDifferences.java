package dev.baltoro.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.function.Supplier;

/// Gradients measured: how much a scalar moves when one element is moved a little to either side.
///
/// Everything is fp32. With a step of 2^-6 the quotient's own rounding is about 2^-24 · |loss| /
/// 2^-6, some 1e-5 for losses of order 1 to 4, and the cubic term is of order 2^-12 = 2.4e-4 times
/// the third derivative. Two steps are combined (Richardson) so that the cubic term cancels. What
/// remains is below 2e-3 of the largest gradient here, where a wrong formula is off by 1e-1 or
/// more.
final class FiniteDifferences {
    private static final float STEP = 1f / 64;
    private static final double TOLERANCE = 2e-3;

    private FiniteDifferences() {}

    /// Compares `gradient` with the slopes of `loss` by each element of `input`.
    static void assertGradient(String what, Tensor input, Tensor gradient, Supplier<Double> loss) {
        float[] values = input.toFloats();
        float[] claimed = gradient.toFloats();
        double largest = 1;
        for (float value : claimed) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < values.length; i++) {
            double near = slope(input, values, i, STEP, loss);
            double far = slope(input, values, i, 2 * STEP, loss);
            double slope = (4 * near - far) / 3;
            assertThat(Math.abs(slope - claimed[i]))
                    .as("%s[%d]: measured %s, claimed %s", what, i, slope, claimed[i])
                    .isLessThanOrEqualTo(TOLERANCE * largest);
        }
    }

    private static double slope(
            Tensor input, float[] values, int i, float step, Supplier<Double> loss) {
        double above = at(input, values, i, values[i] + step, loss);
        double below = at(input, values, i, values[i] - step, loss);
        return (above - below) / (2.0 * step);
    }

    private static double at(
            Tensor input, float[] values, int i, float moved, Supplier<Double> loss) {
        float[] changed = values.clone();
        changed[i] = moved;
        try (Scope scope = Scope.open()) {
            input.copy_(Tensor.of(changed, input.shape()));
            double result = loss.get();
            input.copy_(Tensor.of(values, input.shape()));
            return result;
        }
    }
}
