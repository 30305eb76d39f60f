package dev.baltoro.rl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ToolWaitsTest {
    /// The times that `tools/peers/grpo_peer.py` prints with `--print-waits`, in milliseconds, to a
    /// microsecond: each side computes logarithm, root and cosine by its own library.
    @Test
    void theyAreThePeersOwn() {
        ToolWaits waits = new ToolWaits(128, 500, 0.5);
        double[] peers = {398.218, 736.887, 305.998, 370.844, 408.515, 295.098, 531.609};
        for (int i = 0; i < peers.length; i++) {
            assertThat(waits.of(i).toNanos() * 1e-6).isCloseTo(peers[i], within(1e-3));
        }
        assertThat(waits.of(128)).isEqualTo(waits.of(0));
        assertThat(new ToolWaits(1, 7, 0).of(5)).isEqualTo(Duration.ofMillis(7));
        assertThat(ToolWaits.NONE.of(3)).isZero();
    }

    /// Five standard errors of 4,000 draws: 5 · 0.5 / √4000 = 0.04.
    @Test
    void theyAreLogNormalAroundTheirMedian() {
        ToolWaits waits = new ToolWaits(4000, 500, 0.5);
        double[] logs =
                LongStream.range(0, 4000)
                        .mapToDouble(i -> Math.log(waits.of(i).toNanos() * 1e-6))
                        .toArray();
        double mean = mean(logs);
        double[] squares = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            squares[i] = (logs[i] - mean) * (logs[i] - mean);
        }
        assertThat(mean).isCloseTo(Math.log(500), within(0.04));
        assertThat(Math.sqrt(mean(squares))).isCloseTo(0.5, within(0.03));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
