package dev.baltoro.flow;

import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.train.pretrain.SampleWriter;
import dev.baltoro.train.run.TrainingRun;
import dev.baltoro.train.sft.AnswerWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// Where a flow runs: who sees its progress, and who may stop it.
public interface Host {
    /// {@return a host that prints, and trains until all is done}
    static Host printing(PrintStream out) {
        return new PrintingHost(out);
    }

    /// Shows a line.
    void say(String line);

    /// Trains to the end and writes the model.
    ///
    /// @return the model's folder
    /// @throws RuntimeException if it is stopped before, once it is saved
    Path train(TrainingRun run) throws IOException;

    /// Trains to the end and writes the model.
    ///
    /// @return the model's folder
    /// @throws RuntimeException if it is stopped before, once it is saved
    Path train(RlRun run) throws IOException, InterruptedException;

    /// {@return what writes samples while pretraining}
    default SampleWriter samples() {
        return new EngineSamples();
    }

    /// {@return what writes answers while fine-tuning}
    default AnswerWriter answers() {
        return new EngineAnswers();
    }
}
