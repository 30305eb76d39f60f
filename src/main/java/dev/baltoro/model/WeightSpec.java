package dev.baltoro.model;

import java.util.Arrays;
import java.util.List;

/// One weight of a model: its name in Hugging Face's files, and its shape.
///
/// @param name for example `model.layers.0.self_attn.o_proj.weight`
/// @param shape sizes, outermost first; a projection's are (out, in)
public record WeightSpec(String name, List<Long> shape) {
    /// Holds the shape as it is now.
    public WeightSpec {
        shape = List.copyOf(shape);
    }

    static WeightSpec of(String name, long... shape) {
        return new WeightSpec(name, Arrays.stream(shape).boxed().toList());
    }

    /// {@return the shape as tensors take it}
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /// {@return number of values}
    public long elements() {
        long elements = 1;
        for (long size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    /// {@return whether this is a matrix, so that Muon may update it}
    public boolean isMatrix() {
        return shape.size() == 2;
    }
}
