package dev.baltoro.cli;

import dev.baltoro.flow.Host;
import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.run.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// A flow in a terminal.
///
/// @param spec of the command that runs it
record TerminalHost(CommandSpec spec) implements Host {
    @Override
    public void say(String line) {
        PrintWriter log = spec.commandLine().getErr();
        log.println(line);
        log.flush();
    }

    @Override
    public Path train(TrainingRun run) throws IOException {
        return Training.toTheEnd(run, DType.F32, spec);
    }

    @Override
    public Path train(RlRun run) throws IOException, InterruptedException {
        return RlTraining.toTheEnd(run, DType.F32, spec);
    }
}
