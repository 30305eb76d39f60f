package dev.baltoro.cli;

import dev.baltoro.tensor.DType;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.run.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A training run in a terminal: progress on stderr, Ctrl-C saves and ends.
final class Training {
    /// A stopping JVM waits this long for the step to end and the checkpoint to be written.
    private static final long STOP_SECONDS_MAX = 120;

    private Training() {}

    /// Trains to the end, writes the model and returns its folder.
    ///
    /// @throws Failure if the run was stopped before its last step
    static Path toTheEnd(PretrainingRun training, DType dtype, PrintWriter log) throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Thread onInterrupt =
                new Thread(
                        () -> {
                            stop.set(true);
                            await(ended);
                        },
                        "stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            log.println(training.description());
            log.println("report: " + training.report().toAbsolutePath().toUri());
            log.flush();
            boolean finished;
            try (ProgressLine progress =
                    ProgressLine.on(
                            System.err,
                            System.console() != null && System.console().isTerminal(),
                            training.recipe().name(),
                            training.step(),
                            training.steps())) {
                finished = training.train(progress, stop::get);
            }
            if (!finished) {
                throw new Failure(
                        "stopped after step %d and saved; go on with: baltoro pretrain --resume %s"
                                .formatted(training.step(), training.report().getParent()));
            }
            return training.export(dtype);
        } finally {
            ended.countDown();
            if (!stop.get()) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            boolean inTime = ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println(
                        "gave up waiting for the checkpoint; the one before it is intact");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
