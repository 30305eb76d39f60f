package dev.baltoro.cli.tools;

import dev.baltoro.agent.domain.Classifier;
import java.io.PrintWriter;

/// Tells how far a step is, every few seconds and at its end. Any thread may tell it.
final class StepLines implements Classifier.Progress {
    private static final long REPORT_NANOS = 3_000_000_000L;

    private final PrintWriter log;
    private String step = "";
    private long begin;
    private long next;

    StepLines(PrintWriter log) {
        this.log = log;
    }

    @Override
    public synchronized void at(String what, int done, int of) {
        long now = System.nanoTime();
        if (!what.equals(step)) {
            step = what;
            begin = now;
            next = now + REPORT_NANOS;
        }
        if (now - next > 0 || done == of) {
            next = now + REPORT_NANOS;
            double seconds = (now - begin) / 1e9;
            String left =
                    done == of
                            ? "in %.0f s".formatted(seconds)
                            : "about %.0f s left".formatted(seconds * (of - done) / done);
            log.printf("%,d of %,d %s, %s%n", done, of, what, left);
            log.flush();
        }
    }
}
