package dev.baltoro.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KappaTest {
    /// The last digits of a double: both sides round a few times.
    private static final double ROUNDING = 1e-12;

    @Test
    void valuesAreThoseOfScikitLearn() {
        assertValue(0.4, new long[][] {{20, 5}, {10, 15}});
        assertValue(0.4915254237288136, new long[][] {{88, 10, 2}, {14, 40, 6}, {18, 10, 12}});
        assertValue(-0.9600000000000002, new long[][] {{0, 3}, {4, 0}});
        assertValue(0.7282608695652174, new long[][] {{45, 1}, {1, 3}});
        assertValue(1, new long[][] {{7, 0}, {0, 5}});
        assertValue(-0.02678571428571419, new long[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 10}});
    }

    private static void assertValue(double value, long[][] table) {
        assertThat(Kappa.of(table).orElseThrow().value()).isCloseTo(value, within(ROUNDING));
    }

    @Test
    void fullAgreementOnFewIsNotCertain() {
        Kappa kappa = Kappa.of(new long[][] {{3, 0}, {0, 3}}).orElseThrow();
        assertThat(kappa.high()).isEqualTo(1);
        // Wilson's lower end for 6 of 6 is 0.6097; chance agrees on half.
        assertThat(kappa.low()).isCloseTo((0.6097 - 0.5) / 0.5, within(5e-4));
        assertThat(kappa).hasToString("1.00 [0.22, 1.00], 6 pairs");
    }

    /// With the true value known, 95 in 100 intervals should hold it; some tables can only do
    /// better. 2,000 tables have a standard error of 0.5 points, so 92 is out of reach of chance.
    @Test
    void intervalsHoldTheTrueValueAsOftenAsTheySay() {
        long seed = 7;
        Random random = new Random(seed);
        for (double truth : new double[] {0.2, 0.5, 0.8}) {
            int held = 0;
            int defined = 0;
            for (int i = 0; i < 2_000; i++) {
                long[][] table = new long[2][2];
                for (int pair = 0; pair < 50; pair++) {
                    int first = random.nextInt(2);
                    int second = random.nextDouble() < truth ? first : random.nextInt(2);
                    table[first][second]++;
                }
                var kappa = Kappa.of(table);
                defined += kappa.isPresent() ? 1 : 0;
                held +=
                        kappa.filter(k -> k.low() <= truth && truth <= k.high()).isPresent()
                                ? 1
                                : 0;
            }
            assertThat((double) held / defined)
                    .as("kappa %s, seed %d", truth, seed)
                    .isGreaterThan(0.92);
        }
    }

    @Test
    void thereIsNoneWhereNobodyCouldDisagree() {
        assertThat(Kappa.of(new long[2][2])).isEmpty();
        assertThat(Kappa.of(new long[][] {{9, 0}, {0, 0}})).isEmpty();
        assertThat(Kappa.of(new long[][] {{0, 9}, {0, 0}}).orElseThrow().value()).isZero();
    }

    @Test
    void tableIsSquareAndCounts() {
        assertThatThrownBy(() -> Kappa.of(new long[2][3])).hasMessageContaining("square");
        assertThatThrownBy(() -> Kappa.of(new long[][] {{-1}})).hasMessage("a count is -1");
    }
}
