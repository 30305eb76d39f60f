package dev.baltoro.agent.llm;

import java.time.Duration;

/// Time that passes only by waiting for it.
final class TestClock implements WaitingClock {
    private long nanos = Long.MAX_VALUE - 1_000_000_000L; // overflows in the first test second

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration time) {
        nanos += time.toNanos();
    }

    Duration since(long start) {
        return Duration.ofNanos(nanos() - start);
    }
}
