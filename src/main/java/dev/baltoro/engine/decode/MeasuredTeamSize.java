package dev.baltoro.engine.decode;

import java.util.Arrays;

/// Finds the size with which steps take least time, by trying others now and then.
///
/// Steps of about as many rows are a class with a size of its own. It begins with what the step's
/// bytes and the cost of a hand-over let expect, and after some steps tries the next smaller or
/// larger size for a few; the better median stays. Of two that are about equal that is the smaller
/// one, since it leaves a core to others. A trial that changes nothing doubles the number of steps
/// until the next one.
///
/// Trials may lose [Trials#LOSS_SHARE] of a class's time and no more: each step adds to an
/// allowance, a lost trial takes from it, a trial waits until the allowance covers its risk, and
/// ends as soon as it has cost more. Only a step that has begun cannot be stopped. A smaller size
/// that was never tried, or that took less time when it was, waits for nothing: so a wrong
/// beginning and a machine that has become busy cost a few steps.
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
        private static final int PAUSE_MIN = 20;
        private static final int PAUSE_MAX = 1280;

        /// What lost trials may cost, as a share of the time of all steps.
        private static final double LOSS_SHARE = 0.01;

        /// What a larger size may take of a smaller one's time to be worth the cores.
        private static final double BETTER = 0.97;

        /// Steps have settled if they take at least this much of what they took before. Until then
        /// the compiler is at work: it needs cores too, and later steps look better than they are.
        private static final double SETTLED = 0.9;

        private final RecentTimes present = new RecentTimes(LENGTH);
        private final RecentTimes tried = new RecentTimes(LENGTH);
        private final Known[] known = new Known[membersMax + 1];
        private int size;
        private int other;
        private int pause = LENGTH;
        private int steps;
        private boolean upwards = true;
        private double before = Double.POSITIVE_INFINITY;
        private double allowance;
        private double loss;

        Trials(int size) {
            this.size = size;
            this.other = size;
            Arrays.fill(known, Known.NOTHING);
        }

        int size() {
            return other;
        }

        void took(int rows, int members, long nanos) {
            if (members != other) {
                return; // of a step that was begun before the size changed
            }
            allowance += LOSS_SHARE * nanos;
            double each = (double) nanos / rows;
            steps++;
            if (other == size) {
                present.add(each);
                if (steps % LENGTH == 0) {
                    consider(rows);
                }
                return;
            }
            loss += nanos - present.median() * rows;
            if (steps > 1) { // the first one wakes threads
                tried.add(each);
            }
            if (tried.isFull()) {
                end(
                        other > size
                                ? tried.median() < BETTER * present.median()
                                : BETTER * tried.median() < present.median());
            } else if (other > size && loss > allowance) {
                end(false);
            }
        }

        private void consider(int rows) {
            double now = present.median();
            boolean settled = now > SETTLED * before;
            before = now;
            int smaller = Math.max(1, size / 2);
            int larger = Math.min(membersMax, 2 * size);
            if (smaller < size && known[smaller].each < BETTER * now) {
                begin(smaller);
            } else if (steps >= pause && (upwards ? larger > size : smaller == size)) {
                if (settled && riskOfMore(larger, now * rows) <= allowance) {
                    begin(larger);
                }
            } else if (steps >= pause && known[smaller].loss <= allowance) {
                begin(smaller);
            }
        }

        /// {@return what a trial may cost before it is stopped: a step, or what the last one cost}
        private double riskOfMore(int larger, double nanos) {
            if (known[larger].each > 0) {
                return known[larger].loss + nanos;
            }
            double saved = nanos * (1 - (double) size / larger);
            double meeting = size == 1 ? meetingNanos : 0;
            return nanos + Math.max(0, meeting - saved);
        }

        private void begin(int next) {
            other = next;
            steps = 0;
            loss = 0;
            tried.clear();
        }

        private void end(boolean better) {
            allowance -= Math.max(0, loss);
            known[size] = new Known(present.median(), 0);
            if (better) {
                size = other;
                present.take(tried);
                pause = PAUSE_MIN;
            } else {
                double each = tried.isFull() ? tried.median() : Double.POSITIVE_INFINITY;
                known[other] = new Known(each, Math.max(0, loss));
                other = size;
                pause = Math.min(Math.max(PAUSE_MIN, 2 * pause), PAUSE_MAX);
            }
            upwards = !upwards;
            steps = 0;
            before = Double.POSITIVE_INFINITY;
        }
    }

    /// What a size took when it was last used; nothing at first.
    ///
    /// @param each nanoseconds of a row
    /// @param loss nanoseconds that its trial cost; 0 after a good one
    private record Known(double each, double loss) {
        static final Known NOTHING = new Known(0, 0);
    }
}
