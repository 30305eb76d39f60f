package dev.baltoro.agent.llm;

import java.time.Duration;

/// How long and how often a request is tried.
///
/// @param count attempts in all, at most [#COUNT_MAX]
/// @param timeout for each, from its beginning to the answer's last byte
/// @param firstPause before the second attempt; each later pause is twice as long
/// @param pauseMax longest pause, also where the server asks for a longer one
public record Attempts(int count, Duration timeout, Duration firstPause, Duration pauseMax) {
    /// Attempts at one request.
    public static final int COUNT_MAX = 20;

    /// {@return four attempts of two minutes, with pauses from half a second to 20 seconds}
    public static Attempts standard() {
        return new Attempts(
                4, Duration.ofMinutes(2), Duration.ofMillis(500), Duration.ofSeconds(20));
    }

    /// Refuses values out of range.
    public Attempts {
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "attempts is %d; use 1 to %d".formatted(count, COUNT_MAX));
        }
        if (!timeout.isPositive() || firstPause.isNegative() || pauseMax.isNegative()) {
            throw new IllegalArgumentException("a time limit must be more than nothing");
        }
    }

    /// {@return the pause after the attempt at `index`, from 0}
    Duration pauseAfter(int index) {
        Duration pause = firstPause;
        for (int i = 0; i < index && pause.compareTo(pauseMax) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(pauseMax) < 0 ? pause : pauseMax;
    }
}
