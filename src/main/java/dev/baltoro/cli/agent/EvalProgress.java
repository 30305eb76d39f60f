package dev.baltoro.cli.agent;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Says how far an evaluation is.
final class EvalProgress {
    /// Time between two lines.
    private static final long INTERVAL_NANOS = Duration.ofSeconds(3).toNanos();

    private static final int MINUTE = 60;

    private final PrintWriter out;
    private final int all;
    private final long began = System.nanoTime();
    private long spoke = began;
    private int right;
    private int failed;

    EvalProgress(PrintWriter out, int all) {
        this.out = out;
        this.all = all;
    }

    /// Takes in one that is done.
    ///
    /// @param done how many are
    void done(int done, boolean isRight, boolean isFailed) {
        right += isRight ? 1 : 0;
        failed += isFailed ? 1 : 0;
        long now = System.nanoTime();
        if (now - spoke < INTERVAL_NANOS && done < all) {
            return;
        }
        spoke = now;
        double seconds = (now - began) / 1e9;
        long left = Math.round(seconds / done * (all - done));
        out.printf(
                Locale.ROOT,
                "request %,d/%,d (%d%%)  right %,d%s  %.2f s each  ETA %d:%02d%n",
                done,
                all,
                100 * done / all,
                right,
                failed == 0 ? "" : "  failed %,d".formatted(failed),
                seconds / done,
                left / MINUTE,
                left % MINUTE);
        out.flush();
    }
}
