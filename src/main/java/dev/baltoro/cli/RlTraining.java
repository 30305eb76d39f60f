package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.StopOnInterrupt;
import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.tensor.DType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// Reinforcement learning in a terminal: progress on stderr, Ctrl-C saves and ends.
final class RlTraining {
    private RlTraining() {}

    /// Trains to the end, writes the model and returns its folder.
    ///
    /// @throws Failure if the run was stopped before its last iteration
    static Path toTheEnd(RlRun training, DType dtype, CommandSpec spec)
            throws IOException, InterruptedException {
        PrintWriter log = spec.commandLine().getErr();
        try (StopOnInterrupt stop = StopOnInterrupt.of(spec)) {
            if (training.iteration() > 0) {
                say(log, "going on after iteration " + training.iteration());
            }
            for (Path damaged : training.damagedCheckpoints()) {
                say(log, "passed over " + damaged + ": it is damaged");
            }
            say(log, "report: " + training.report().toAbsolutePath().toUri());
            if (!training.train(line -> say(log, line), stop::isAsked)) {
                throw new Failure(
                        "stopped after iteration %d and saved; go on with: baltoro rl --resume %s"
                                .formatted(training.iteration(), training.report().getParent()));
            }
            return training.export(dtype);
        }
    }

    private static void say(PrintWriter log, String line) {
        log.println(line);
        log.flush();
    }
}
