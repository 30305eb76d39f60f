package dev.baltoro.flow;

import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.run.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// A host that prints lines and never asks a run to stop. A process that is killed loses what came
/// after the newest checkpoint; the same flow goes on from there.
///
/// @param out who sees the lines
record PrintingHost(PrintStream out) implements Host {
    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public Path train(TrainingRun run) throws IOException {
        run.description().forEach(this::say);
        try (ProgressLine progress = ProgressLine.on(out, 0, run.step(), run.steps())) {
            boolean unused = run.train(progress, () -> false);
        }
        return run.export(DType.F32);
    }

    @Override
    public Path train(RlRun run) throws IOException, InterruptedException {
        boolean unused = run.train(this::say, () -> false);
        return run.export(DType.F32);
    }
}
