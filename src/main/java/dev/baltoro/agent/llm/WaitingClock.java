package dev.baltoro.agent.llm;

import java.time.Duration;

/// Time that passes, and waiting for it.
public interface WaitingClock {
    /// The system's.
    WaitingClock SYSTEM =
            new WaitingClock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration time) throws InterruptedException {
                    Thread.sleep(time);
                }
            };

    /// {@return nanoseconds since some moment; may overflow, so only differences count}
    long nanos();

    /// Waits.
    void sleep(Duration time) throws InterruptedException;
}
