package dev.baltoro.train.run;

/// One line of a run's progress, made to fit a terminal's width: the figures matter more than the
/// bar, which takes what room they leave.
final class FittedBar {
    private static final int CELLS_MIN = 5;
    private static final int CELLS_MAX = 30;
    private static final String GAP = "  ";

    private FittedBar() {}

    /// {@return the line, of at most `width` characters}
    ///
    /// @param done steps done, of `steps`
    /// @param figures of the last step, two spaces between them
    static String of(long done, long steps, String figures, int width) {
        String text = done + "/" + steps + GAP + figures;
        int room = width - text.length() - GAP.length();
        if (room >= CELLS_MIN) {
            return bar(done, steps, Math.min(room, CELLS_MAX)) + GAP + text;
        }
        String fitted = text.length() <= width ? text : text.replace(GAP, " ");
        return fitted.substring(0, Math.min(fitted.length(), width));
    }

    private static String bar(long done, long steps, int cells) {
        int full = (int) (cells * Math.min(done, steps) / Math.max(1, steps));
        return "█".repeat(full) + "░".repeat(cells - full);
    }
}
