package dev.baltoro.flow.synthesis;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells how far a run is, when it will be done, and what its models cost so far.
final class SynthProgress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final int all;
    private final Supplier<String> figures;
    private final Consumer<String> log;
    private final LongSupplier nanos;
    private final long begin;
    private long spoke;
    private int found;
    private int made;

    /// @param all conversations of the run
    /// @param figures what models came to, for people; empty if there are none
    /// @param log takes lines for people
    /// @param nanos the time, of which only differences count
    SynthProgress(int all, Supplier<String> figures, Consumer<String> log, LongSupplier nanos) {
        this.all = all;
        this.figures = figures;
        this.log = log;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.spoke = begin;
    }

    /// Counts what an earlier run made.
    synchronized void found(int count) {
        found += count;
    }

    /// Counts one more conversation.
    synchronized void made() {
        made++;
        long now = nanos.getAsLong();
        if (now - spoke < EVERY_NANOS) {
            return;
        }
        spoke = now;
        double seconds = seconds();
        String asked = figures.get();
        log.accept(
                String.format(
                        Locale.ROOT,
                        "%,d of %,d conversations, %,.0f an hour, ETA %s%s",
                        found + made,
                        all,
                        3600 * made / seconds,
                        words((all - found - made) * seconds / made),
                        asked.isEmpty() ? "" : "; " + asked));
    }

    synchronized void end() {
        if (found > 0) {
            log.accept("%,d conversations were there already".formatted(found));
        }
        if (made > 0) {
            log.accept(
                    String.format(
                            Locale.ROOT,
                            "%,d conversations in %s, %,.0f an hour",
                            made,
                            words(seconds()),
                            3600 * made / seconds()));
        }
    }

    private double seconds() {
        return Math.max(1e-3, (nanos.getAsLong() - begin) / 1e9);
    }

    private static String words(double seconds) {
        return String.format(
                Locale.ROOT,
                seconds < 120 ? "%.0f s" : seconds < 7200 ? "%.0f min" : "%.1f h",
                seconds < 120 ? seconds : seconds < 7200 ? seconds / 60 : seconds / 3600);
    }
}
