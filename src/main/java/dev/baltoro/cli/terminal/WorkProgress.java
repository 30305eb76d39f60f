package dev.baltoro.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// Says how far long work is: a line every few seconds, and for the last piece.
public final class WorkProgress {
    /// Time between two lines.
    private static final long INTERVAL_NANOS = Duration.ofSeconds(3).toNanos();

    private static final int MINUTE = 60;

    private final PrintWriter out;
    private final String what;
    private final int all;
    private final long began = System.nanoTime();
    private long spoke = began;

    /// @param what one piece is called
    /// @param all how many there are
    public WorkProgress(PrintWriter out, String what, int all) {
        this.out = out;
        this.what = what;
        this.all = all;
    }

    /// Takes in that `done` pieces are done.
    ///
    /// @param figures what else is said, where a line is
    public void done(int done, Supplier<String> figures) {
        long now = System.nanoTime();
        if (now - spoke < INTERVAL_NANOS && done < all) {
            return;
        }
        spoke = now;
        double seconds = (now - began) / 1e9;
        long left = Math.round(seconds / done * (all - done));
        out.printf(
                Locale.ROOT,
                "%s %,d/%,d (%d%%)  %s  %.2f s each  ETA %d:%02d%n",
                what,
                done,
                all,
                100L * done / all,
                figures.get(),
                seconds / done,
                left / MINUTE,
                left % MINUTE);
        out.flush();
    }
}
