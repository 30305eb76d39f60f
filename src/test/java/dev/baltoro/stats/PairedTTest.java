package dev.baltoro.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTTest {
    /// {@return n differences whose t is `t`: half of them mean + s, half mean - s, n even}
    private static double[] differences(int n, double t) {
        double[] d = new double[n];
        double error = Math.sqrt(1.0 / (n - 1)); // of ±1 around the mean
        for (int i = 0; i < n; i++) {
            d[i] = t * error + (i % 2 == 0 ? 1 : -1);
        }
        return d;
    }

    private static double p(int n, double t) {
        return PairedT.of(differences(n, t), new double[n]).p();
    }

    /// Critical values of the two-sided test as printed in tables; tolerance: their rounding.
    @Test
    void criticalValuesAreTheTables() {
        assertThat(p(2, 12.706)).isCloseTo(0.05, within(1e-5));
        assertThat(p(4, 3.182)).isCloseTo(0.05, within(2e-5));
        assertThat(p(4, 5.841)).isCloseTo(0.01, within(2e-6));
        assertThat(p(4, -3.182)).isCloseTo(0.05, within(2e-5));
        assertThat(p(6, 2.571)).isCloseTo(0.05, within(3e-5));
        assertThat(p(32, 2.040)).isCloseTo(0.05, within(1e-4));
        assertThat(p(4, 0)).isCloseTo(1, within(1e-12));
    }

    @Test
    void equalDifferencesAreCertain() {
        PairedT test = PairedT.of(new double[] {3, 4, 5}, new double[] {1, 2, 3});
        assertThat(test.mean()).isEqualTo(2);
        assertThat(test.p()).isZero();
        assertThat(PairedT.of(new double[] {1, 2}, new double[] {1, 2}).p()).isEqualTo(1);
    }

    @Test
    void onePairProvesNothing() {
        assertThatThrownBy(() -> PairedT.of(new double[1], new double[1]))
                .hasMessageContaining("two or more pairs");
    }
}
