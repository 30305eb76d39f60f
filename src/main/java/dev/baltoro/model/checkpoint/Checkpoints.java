package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
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
        HuggingFaceFolder files = HuggingFaceFolder.open(folder, note);
        K2Model model = K2Model.random(files.config(), new Seed(0), computeType);
        copyInto(model, files);
        return model;
    }

    /// Replaces all of a model's weights by those of a folder of the same shape.
    public static void copyInto(K2Model model, HuggingFaceFolder files) {
        model.weights()
                .forEach((name, weight) -> {
                    try (Scope scope = Scope.open()) {
                        Tensor stored = files.weight(name, DType.F32);
                        weight.copy_(stored);
                    }
                });
        model.refresh();
    }
}
