package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.WeightForm;
import dev.baltoro.tensor.DType;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Models out of Hugging Face folders.
public final class Checkpoints {
    private Checkpoints() {}

    /// {@return the model of a folder, with fp32 masters and activations in `computeType`}
    ///
    /// @param note told what was left out or converted, a line each
    /// @throws CheckpointException listing every missing, surplus and misshaped tensor
    public static K2Model load(Path folder, DType computeType, Consumer<String> note) {
        return load(folder, new WeightForm.Trainable(computeType), note);
    }

    /// {@return the model of a folder, each weight read straight into its form}
    ///
    /// Beside the model's own memory, at most twice the bytes that the largest weight has in fp32
    /// are held, and none where files are F32 or BF16.
    ///
    /// @param note told what was left out or converted, a line each
    /// @throws CheckpointException listing every missing, surplus and misshaped tensor, before any
    ///   weight is read
    public static K2Model load(Path folder, WeightForm form, Consumer<String> note) {
        HuggingFaceFolder files = HuggingFaceFolder.open(folder, note);
        return K2Model.of(files.config(), files, form);
    }
}
