package dev.baltoro.train.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/// Live progress of a run: a bar that redraws itself on a terminal, else a plain line now and then.
public sealed interface ProgressLine extends AutoCloseable {
    /// Shows the step that was just done.
    void show(Metric.Step step);

    /// Prints a line of its own, above the bar.
    void say(String line);

    @Override
    void close();

    /// {@return a bar where `out` is a terminal and `TERM` is not `dumb`, else a line every few
    /// seconds}
    ///
    /// @param columns of the terminal; 0 where `out` is not a terminal
    /// @param stepsDone steps that a resumed run has behind it
    /// @param steps all steps of the run
    static ProgressLine on(PrintStream out, int columns, long stepsDone, long steps) {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return columns > 0 && !dumb
                ? bar(out, columns, stepsDone, steps, InstantSource.system())
                : plain(out, stepsDone, steps, Plain.INTERVAL, InstantSource.system());
    }

    /// {@return a bar on `out`, which has so many columns}
    static ProgressLine bar(
            PrintStream out, int columns, long stepsDone, long steps, InstantSource clock) {
        return new Bar(out, columns, stepsDone, steps, clock);
    }

    /// {@return a line on `out` at most every `interval`, and for the last step}
    static ProgressLine plain(
            PrintStream out, long stepsDone, long steps, Duration interval, InstantSource clock) {
        return new Plain(out, stepsDone, steps, interval, clock);
    }

    private static String figures(Metric.Step step, String timeLeft) {
        String text =
                String.format(
                        Locale.ROOT,
                        "loss %.3f  %,d tok/s  ETA %s  logit %.1f (%d clipped)  balance %.2f",
                        step.loss(),
                        Math.round(step.tokensPerSecond()),
                        timeLeft,
                        step.maxLogit(),
                        step.clippedHeads(),
                        step.expertImbalance());
        return step.skipped() ? "skipped, not finite  " + text : text;
    }

    /// A bar that redraws itself.
    final class Bar implements ProgressLine {
        private static final long REDRAW_MILLIS = 250;

        /// Back to the line's beginning, and nothing on it.
        private static final String BLANK = "\r\u001b[K";

        private final PrintStream out;
        private final int columns;
        private final InstantSource clock;
        private final Pace pace;
        private long done;
        private String figures = "";
        private long nextMillis;

        private Bar(PrintStream out, int columns, long stepsDone, long steps, InstantSource clock) {
            this.out = out;
            this.columns = columns;
            this.clock = clock;
            this.pace = new Pace(stepsDone, steps, clock.millis());
            this.done = stepsDone;
            draw();
        }

        @Override
        public void show(Metric.Step step) {
            long now = clock.millis();
            done = step.step();
            figures = figures(step, pace.timeLeft(done, now));
            if (now >= nextMillis || done >= pace.steps()) {
                nextMillis = now + REDRAW_MILLIS;
                draw();
            }
        }

        @Override
        public void say(String line) {
            out.println(BLANK + line);
            draw();
        }

        /// The last column stays empty: after a character in it some terminals begin a line.
        private void draw() {
            int width = columns - 1;
            out.print(BLANK + FittedBar.of(done, pace.steps(), figures, width));
            out.flush();
        }

        @Override
        public void close() {
            draw();
            out.println();
        }
    }

    /// A line now and then, for files and pipes.
    final class Plain implements ProgressLine {
        static final Duration INTERVAL = Duration.ofSeconds(10);

        private final PrintStream out;
        private final Duration interval;
        private final InstantSource clock;
        private final Pace pace;
        private long nextMillis;

        private Plain(
                PrintStream out,
                long stepsDone,
                long steps,
                Duration interval,
                InstantSource clock) {
            this.out = out;
            this.interval = interval;
            this.clock = clock;
            this.pace = new Pace(stepsDone, steps, clock.millis());
            this.nextMillis = pace.startMillis();
        }

        @Override
        public void show(Metric.Step step) {
            long now = clock.millis();
            if (now < nextMillis && step.step() < pace.steps()) {
                return;
            }
            nextMillis = now + interval.toMillis();
            out.printf(
                    Locale.ROOT,
                    "step %d/%d (%d%%)  %s%n",
                    step.step(),
                    pace.steps(),
                    100 * step.step() / Math.max(1, pace.steps()),
                    figures(step, pace.timeLeft(step.step(), now)));
        }

        @Override
        public void say(String line) {
            out.println(line);
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
