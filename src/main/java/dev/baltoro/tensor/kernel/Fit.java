package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.util.Objects;

/// Checks made once before a fused loop, which itself reads and writes unchecked addresses: a
/// tensor that is too small causes an exception instead of access to another tensor's memory.
final class Fit {
    private Fit() {}

    /// @throws IllegalArgumentException unless `tensor` has exactly `elements` elements
    static void elements(String name, Tensor tensor, long elements) {
        if (tensor.elements() != elements) {
            throw new IllegalArgumentException(
                    "%s has %d elements and should have %d"
                            .formatted(name, tensor.elements(), elements));
        }
    }

    /// @throws IllegalArgumentException unless `tensor` has exactly `elements` elements of fp32
    static void floats(String name, Tensor tensor, long elements) {
        elements(name, tensor, elements);
        if (tensor.dtype() != DType.F32) {
            throw new IllegalArgumentException(
                    "%s is %s and should be F32".formatted(name, tensor.dtype()));
        }
    }

    /// {@return how many rows of `width` elements `tensor` has}
    ///
    /// @throws IllegalArgumentException if the last row would be incomplete
    static long rows(String name, Tensor tensor, long width) {
        if (tensor.elements() % width != 0) {
            throw new IllegalArgumentException(
                    "%s has %d elements, not whole rows of %d"
                            .formatted(name, tensor.elements(), width));
        }
        return tensor.elements() / width;
    }

    /// @throws IndexOutOfBoundsException unless all `indexes` are below `rows`, and not negative
    static void indexes(int[] indexes, long rows) {
        for (int index : indexes) {
            Objects.checkIndex((long) index, rows);
        }
    }
}
