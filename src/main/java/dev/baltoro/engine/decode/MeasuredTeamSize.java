package dev.baltoro.engine.decode;

/// Finds the size with which steps take least time, by trying others now and then.
///
/// Steps of about as many rows are a class with a size of its own. It begins with what the step's
/// bytes and the cost of a hand-over let expect, and after some steps tries the next smaller or
/// larger size for a few; the better median stays. A trial that changes nothing doubles the time
/// until the next one. A larger team is not tried where the hand-overs alone would take more time
/// than it could save.
final class MeasuredTeamSize implements TeamSize {
    /// What one thread reads of weights at least, a rough figure that only the first steps rest on.
    private static final double BYTES_PER_NANO = 8;

    /// Rows that take as long again as the first one, roughly: they share its weights.
    private static final double ROWS_PER_STEP_TIME = 3;

    private final int membersMax;
    private final double meetingNanos;
    private final Trials[] classes;

    /// @param stepBytes bytes of weights that a step of one row reads
    /// @param meetings hand-overs of a step
    /// @param meetingNanos what one takes
    MeasuredTeamSize(int membersMax, double stepBytes, int meetings, double meetingNanos) {
        this.membersMax = membersMax;
        this.meetingNanos = meetings * meetingNanos;
        this.classes = new Trials[2 * (Integer.SIZE + 1)];
        for (int i = 0; i < classes.length; i++) {
            double rows = Math.scalb(1.0, i / 2 - 1);
            double alone = stepBytes / BYTES_PER_NANO * (1 + (rows - 1) / ROWS_PER_STEP_TIME);
            classes[i] = new Trials(first(alone));
        }
    }

    private int first(double alone) {
        int best = 1;
        double least = alone;
        for (int size = 2; size <= membersMax; size++) {
            double expected = alone / size + meetingNanos;
            if (expected < least) {
                least = expected;
                best = size;
            }
        }
        return best;
    }

    private Trials of(int rows, boolean scored) {
        return classes[2 * (Integer.SIZE - Integer.numberOfLeadingZeros(rows)) + (scored ? 1 : 0)];
    }

    @Override
    public int members(int rows, boolean scored) {
        return membersMax == 1 ? 1 : of(rows, scored).size();
    }

    @Override
    public void took(int rows, boolean scored, int members, long nanos) {
        if (membersMax > 1) {
            of(rows, scored).took(rows, members, nanos);
        }
    }

    /// The size of one class of steps, and what others took.
    private final class Trials {
        private static final int LENGTH = 5;
        private static final int PAUSE_MIN = 16;
        private static final int PAUSE_MAX = 1024;

        /// A step may be a little slower in a trial before the trial counts as lost.
        private static final double BETTER = 0.97;

        private final RecentTimes present = new RecentTimes(LENGTH);
        private final RecentTimes tried = new RecentTimes(LENGTH);
        private int size;
        private int other;
        private int pause = PAUSE_MIN;
        private int steps;
        private boolean upwards = true;

        Trials(int size) {
            this.size = size;
            this.other = size;
        }

        int size() {
            return other;
        }

        void took(int rows, int members, long nanos) {
            double each = (double) nanos / rows;
            if (members != other) {
                return; // of a step that was begun before the size changed
            }
            if (other == size) {
                present.add(each);
                if (++steps >= pause) {
                    steps = 0;
                    tried.clear();
                    other = next(present.median() * rows);
                }
                return;
            }
            steps++;
            if (steps > 1) { // the first one wakes threads
                tried.add(each);
            }
            if (tried.isFull()) {
                decide();
            }
        }

        private void decide() {
            if (tried.median() < BETTER * present.median()) {
                size = other;
                present.take(tried);
                pause = PAUSE_MIN;
            } else {
                other = size;
                pause = Math.min(2 * pause, PAUSE_MAX);
            }
            steps = 0;
        }

        /// {@return the next size to try, or the present one if none is worth it}
        private int next(double nanos) {
            upwards = !upwards;
            int smaller = Math.max(1, size / 2);
            int larger = Math.min(membersMax, 2 * size);
            double saved = nanos * (1 - (double) size / larger);
            boolean worth = larger > size && saved > (size == 1 ? meetingNanos : 0);
            return (upwards || smaller == size) && worth ? larger : smaller;
        }
    }
}
