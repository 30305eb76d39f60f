package dev.baltoro.train.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Live progress of a run: a bar that redraws itself on a terminal, else a plain line now and then.
public sealed interface ProgressLine extends AutoCloseable {
    /// Shows the step that was just done.
    void show(Metric.Step step);

    /// Prints a line of its own, above the bar.
    void say(String line);

    @Override
    void close();

    /// {@return a bar where `terminal` says that `out` is one and `TERM` is not `dumb`, else a line
    /// every few seconds}
    ///
    /// @param stepsDone steps that a resumed run has behind it
    /// @param steps all steps of the run
    static ProgressLine on(
            PrintStream out, boolean terminal, String name, long stepsDone, long steps) {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return terminal && !dumb
                ? bar(out, name, stepsDone, steps)
                : plain(out, stepsDone, steps, Plain.INTERVAL, InstantSource.system());
    }

    /// {@return a bar on `out`, which is a terminal}
    static ProgressLine bar(PrintStream out, String name, long stepsDone, long steps) {
        return new Bar(out, name, stepsDone, steps, InstantSource.system());
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
        return step.skipped() ? text + "  skipped: not finite" : text;
    }

    /// A bar that redraws itself.
    final class Bar implements ProgressLine {
        private static final int REDRAW_MILLIS = 250;

        private final ProgressBar bar;
        private final ConsoleProgressBarConsumer console;
        private final Pace pace;
        private final InstantSource clock;

        private Bar(PrintStream out, String name, long stepsDone, long steps, InstantSource clock) {
            this.clock = clock;
            this.pace = new Pace(stepsDone, steps, clock.millis());
            this.console = new ConsoleProgressBarConsumer(out);
            this.bar =
                    new ProgressBarBuilder()
                            .setTaskName(name)
                            .setInitialMax(steps)
                            .startsFrom(stepsDone, Duration.ZERO)
                            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                            .setUpdateIntervalMillis(REDRAW_MILLIS)
                            .setConsumer(console)
                            .hideEta()
                            .build();
        }

        @Override
        public void show(Metric.Step step) {
            String timeLeft = pace.timeLeft(step.step(), clock.millis());
            bar.setExtraMessage(" " + figures(step, timeLeft)).stepTo(step.step());
        }

        @Override
        public void say(String line) {
            console.clear();
            console.accept(line + System.lineSeparator());
            bar.refresh();
        }

        @Override
        public void close() {
            bar.close();
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
