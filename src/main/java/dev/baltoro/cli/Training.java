package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.StopOnInterrupt;
import dev.baltoro.cli.terminal.TerminalWidth;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.run.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// A training run in a terminal: progress on stderr, Ctrl-C saves and ends.
final class Training {
    private Training() {}

    /// Trains to the end, writes the model and returns its folder.
    ///
    /// @throws Failure if the run was stopped before its last step
    static Path toTheEnd(TrainingRun training, DType dtype, CommandSpec spec) throws IOException {
        PrintWriter log = spec.commandLine().getErr();
        try (StopOnInterrupt stop = StopOnInterrupt.of(spec)) {
            training.description().forEach(log::println);
            if (training.step() > 0) {
                log.println("going on after step " + training.step());
            }
            training.changes().forEach(log::println);
            for (Path damaged : training.damagedCheckpoints()) {
                log.println("passed over " + damaged + ": it is damaged");
            }
            log.println("report: " + training.report().toAbsolutePath().toUri());
            log.flush();
            boolean finished;
            try (ProgressLine progress = progress(training)) {
                finished = training.train(progress, stop::isAsked);
            }
            if (!finished) {
                throw new Failure(
                        "stopped after step %d and saved; go on with: baltoro %s --resume %s"
                                .formatted(
                                        training.step(),
                                        training.command(),
                                        training.report().getParent()));
            }
            return training.export(dtype);
        }
    }

    /// {@return a bar on a terminal, else a line now and then}
    static ProgressLine progress(TrainingRun training) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return ProgressLine.on(
                System.err, terminal ? TerminalWidth.now() : 0, training.step(), training.steps());
    }
}
