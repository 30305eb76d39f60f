package dev.baltoro.flow.synthesis;

import java.util.function.Consumer;

/// Tells how far a run is, and when it will be done.
final class SynthProgress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final int all;
    private final Consumer<String> log;
    private final long begin = System.nanoTime();
    private long next = begin + EVERY_NANOS;
    private int found;
    private int made;

    SynthProgress(int all, Consumer<String> log) {
        this.all = all;
        this.log = log;
    }

    /// Counts what an earlier run made.
    void found(int count) {
        found += count;
    }

    void made(int count) {
        made += count;
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + EVERY_NANOS;
            double seconds = seconds();
            double left = (all - found - made) * seconds / made;
            log.accept(
                    "%,d of %,d conversations, %,.0f an hour, %s left"
                            .formatted(found + made, all, 3600 * made / seconds, words(left)));
        }
    }

    void end() {
        if (found > 0) {
            log.accept("%,d conversations were there already".formatted(found));
        }
        if (made > 0) {
            log.accept(
                    "%,d conversations in %s, %,.0f an hour"
                            .formatted(made, words(seconds()), 3600 * made / seconds()));
        }
    }

    private double seconds() {
        return Math.max(1e-3, (System.nanoTime() - begin) / 1e9);
    }

    private static String words(double seconds) {
        return seconds < 120
                ? "%.0f s".formatted(seconds)
                : seconds < 7200
                        ? "%.0f min".formatted(seconds / 60)
                        : "%.1f h".formatted(seconds / 3600);
    }
}
