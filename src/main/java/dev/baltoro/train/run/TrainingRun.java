package dev.baltoro.train.run;

import dev.baltoro.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A run in its folder, as its caller sees it, whatever it trains.
public interface TrainingRun extends AutoCloseable {
    /// {@return what is trained on what, in a line or a few}
    List<String> description();

    /// {@return the command that goes on with it: `pretrain`, `sft`}
    String command();

    /// {@return steps done}
    long step();

    /// {@return steps in all}
    long steps();

    /// {@return what was changed by hand in the recipe or the folder since the checkpoint from
    /// which the run goes on, a line each}
    List<String> changes();

    /// {@return the folders of damaged checkpoints, which were passed over}
    List<Path> damagedCheckpoints() throws IOException;

    /// {@return the report's file}
    Path report();

    /// Trains to the end, or until `stop` asks; either way the state is saved and the report drawn.
    ///
    /// @return whether all steps are done
    boolean train(ProgressLine progress, BooleanSupplier stop) throws IOException;

    /// Writes the model as a Hugging Face folder with its tokenizer, and returns the folder.
    Path export(DType dtype) throws IOException;

    @Override
    void close() throws IOException;
}
