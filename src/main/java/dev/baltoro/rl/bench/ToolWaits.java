package dev.baltoro.rl.bench;

import dev.baltoro.stats.SplitMix64;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// How long rollouts wait for their tools: log-normal times, the same in each run, by the order in
/// which rollouts begin. `tools/peers/grpo_peer.py` waits for the same times.
///
/// @param count times; then they come again
/// @param medianMillis the median
/// @param spread standard deviation of the logarithm; 0 for equal ones
public record ToolWaits(int count, int medianMillis, double spread) {
    /// Nobody waits.
    public static final ToolWaits NONE = new ToolWaits(1, 0, 0);

    private static final double UNIT = 0x1.0p-53;

    /// {@return how long the rollout of this number waits, from 0}
    public Duration of(long rollout) {
        long number = rollout % count;
        double first = (uniform(2 * number) + 1) * UNIT; // above 0: its logarithm is finite
        double second = uniform(2 * number + 1) * UNIT;
        double normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
        return Duration.ofNanos(Math.round(medianMillis * 1e6 * Math.exp(spread * normal)));
    }

    private static long uniform(long number) {
        return SplitMix64.mix(number) >>> 11;
    }

    /// {@return the tools of rollouts that begin one after the other}
    Tools tools() {
        return new Tools(this, new AtomicLong());
    }

    /// Gives each rollout its tool.
    record Tools(ToolWaits waits, AtomicLong begun) {
        /// {@return the tool of the next rollout}
        Runnable next() {
            Duration wait = waits.of(begun.getAndIncrement());
            return () -> sleep(wait);
        }

        private static void sleep(Duration wait) {
            long end = System.nanoTime() + wait.toNanos();
            for (long left = wait.toNanos();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
