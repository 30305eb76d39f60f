package dev.baltoro.model.plan;

import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;
import java.util.List;

/// Lays weights out as tensors on the meta device, which has shapes but no memory.
///
/// The tensor library's own count of their elements is a cross-check of the account, and shows that
/// every shape is one a tensor can have.
public final class MetaLayout {
    private MetaLayout() {}

    /// {@return elements of all tensors}
    public static long elements(List<WeightSpec> weights) {
        long elements = 0;
        for (WeightSpec weight : weights) {
            long[] shape = weight.shape().stream().mapToLong(Long::longValue).toArray();
            // Closed at once: a model of Kimi K2's size has 70,000 of them.
            try (Tensor tensor = Tensor.empty(DType.BF16, Device.META, shape)) {
                elements += tensor.elements();
            }
        }
        return elements;
    }
}
