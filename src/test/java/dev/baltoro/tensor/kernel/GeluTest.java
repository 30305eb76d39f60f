package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GeluTest {
    private static final float[] X = new float[203]; // no multiple of any vector's length

    static {
        for (int i = 0; i < X.length; i++) {
            X[i] = (i - 101) / 15f;
        }
    }

    /// The normal distribution's Φ by Simpson's rule.
    private static double cumulative(double x) {
        int steps = 2_000;
        double step = (x + 12) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double weight = i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
            sum += weight * density(-12 + i * step);
        }
        return sum * step / 3;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void valuesAreThoseOfTheDefinition() {
        float[] y = Gelu.forward(X);
        for (int i = 0; i < X.length; i++) { // 1.5e-7 by the formula, and fp32's own rounding
            assertThat((double) y[i])
                    .as("x %f", X[i])
                    .isCloseTo(X[i] * cumulative(X[i]), within(3e-6));
        }
    }

    @Test
    void slopesAreThoseOfTheDefinition() {
        float[] dy = new float[X.length];
        Arrays.fill(dy, 2);
        Gelu.backward(dy, X);
        for (int i = 0; i < X.length; i++) {
            double slope = cumulative(X[i]) + X[i] * density(X[i]);
            assertThat(dy[i] / 2.0).as("x %f", X[i]).isCloseTo(slope, within(3e-6));
        }
    }
}
