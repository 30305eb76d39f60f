package dev.baltoro.model;

import dev.baltoro.tensor.Tensor;
import java.util.function.Consumer;

/// Where a model's weights come from: fresh numbers, a folder's files, another model.
@FunctionalInterface
public interface WeightSource {
    /// Hands a weight to `reader`, once.
    ///
    /// The tensor has the weight's shape and is F32 or BF16. It must not be written to, and is gone
    /// when this returns.
    void read(WeightSpec weight, Consumer<Tensor> reader);
}
