package dev.baltoro.agent.llm;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How long and how often a request is tried, by what went wrong.
///
/// @param counts attempts that may end in each kind of trouble before the request is given up; one
///   where nothing is said
/// @param timeout for each attempt, from its beginning to the answer's last byte
/// @param firstPause before the second attempt; each later pause is twice as long
/// @param pauseMax longest pause of our own
/// @param askedMax longest pause that an endpoint may ask for; where it asks for more, the request
///   is given up at once
public record Attempts(
        Map<Trouble, Integer> counts,
        Duration timeout,
        Duration firstPause,
        Duration pauseMax,
        Duration askedMax) {
    /// Attempts at one request, whatever goes wrong.
    public static final int COUNT_MAX = 20;

    private static final int BUSY_COUNT = 8;
    private static final int FAULT_COUNT = 4;
    private static final int LATE_COUNT = 2;

    /// {@return eight attempts at a busy endpoint, four where it fails, two where it is too late
    /// (two minutes), with pauses from half a second to 20 seconds, or up to two minutes where the
    /// endpoint asks for it}
    public static Attempts standard() {
        return new Attempts(
                Map.of(
                        Trouble.BUSY,
                        BUSY_COUNT,
                        Trouble.FAULT,
                        FAULT_COUNT,
                        Trouble.BROKEN,
                        FAULT_COUNT,
                        Trouble.LATE,
                        LATE_COUNT),
                Duration.ofMinutes(2),
                Duration.ofMillis(500),
                Duration.ofSeconds(20),
                Duration.ofMinutes(2));
    }

    /// Refuses values out of range.
    public Attempts {
        counts = counts.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(counts));
        counts.forEach((trouble, count) -> {
            if (count < 1 || count > COUNT_MAX) {
                throw new IllegalArgumentException(
                        "attempts is %d; use 1 to %d".formatted(count, COUNT_MAX));
            }
            if (count > 1 && !trouble.mayPass()) {
                throw new IllegalArgumentException(
                        "no second attempt cures what is " + trouble.word());
            }
        });
        if (!timeout.isPositive()
                || firstPause.isNegative()
                || pauseMax.isNegative()
                || askedMax.isNegative()) {
            throw new IllegalArgumentException("a time limit must be more than nothing");
        }
    }

    /// {@return these with another time limit for each attempt}
    public Attempts withTimeout(Duration other) {
        return new Attempts(counts, other, firstPause, pauseMax, askedMax);
    }

    /// {@return how many attempts may end in this}
    int count(Trouble trouble) {
        return counts.getOrDefault(trouble, 1);
    }

    /// {@return the pause after the attempt at `index`, from 0: what the endpoint asks for, if that
    /// is longer than our own}
    Duration pauseAfter(int index, Optional<Duration> asked) {
        Duration pause = firstPause;
        for (int i = 0; i < index && pause.compareTo(pauseMax) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration own = pause.compareTo(pauseMax) < 0 ? pause : pauseMax;
        return asked.filter(other -> other.compareTo(own) > 0).orElse(own);
    }
}
