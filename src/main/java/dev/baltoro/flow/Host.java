package dev.baltoro.flow;

import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.train.pretrain.SampleWriter;
import dev.baltoro.train.run.TrainingRun;
import dev.baltoro.train.sft.AnswerWriter;
import java.io.IOException;
import java.nio.file.Path;

/// Where a flow runs: who sees its progress, and who may stop it.
public interface Host {
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
    SampleWriter samples();

    /// {@return what writes answers while fine-tuning}
    AnswerWriter answers();
}
