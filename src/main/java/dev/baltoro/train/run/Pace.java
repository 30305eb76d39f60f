package dev.baltoro.train.run;

import java.time.Duration;
import java.util.Locale;

/// How fast a run goes, evaluations and checkpoints included, and so how long it will still take.
///
/// @param stepsDone steps that a resumed run had behind it when it started
/// @param steps all steps of the run
/// @param startMillis when it started
record Pace(long stepsDone, long steps, long startMillis) {
    /// {@return the time left after `step` at `nowMillis`, as a clock shows it; `--:--` before the
    /// first step}
    String timeLeft(long step, long nowMillis) {
        long done = step - stepsDone;
        if (done <= 0 || nowMillis < startMillis) {
            return "--:--";
        }
        double millisPerStep = (double) (nowMillis - startMillis) / done;
        return clockFace(Duration.ofMillis((long) (millisPerStep * Math.max(0, steps - step))));
    }

    private static String clockFace(Duration left) {
        return left.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        left.toHours(),
                        left.toMinutesPart(),
                        left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}
