package dev.baltoro.cli.agent;

import dev.baltoro.cli.terminal.WorkProgress;
import java.io.PrintWriter;
import java.util.Locale;

/// Says how far an evaluation is.
final class EvalProgress {
    private final WorkProgress progress;
    private int right;
    private int failed;

    EvalProgress(PrintWriter out, int all) {
        this.progress = new WorkProgress(out, "request", all);
    }

    /// Takes in one that is done.
    ///
    /// @param done how many are
    void done(int done, boolean isRight, boolean isFailed) {
        right += isRight ? 1 : 0;
        failed += isFailed ? 1 : 0;
        progress.done(
                done,
                () ->
                        String.format(
                                Locale.ROOT,
                                "right %,d%s",
                                right,
                                failed == 0 ? "" : "  failed %,d".formatted(failed)));
    }
}
