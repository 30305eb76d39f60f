package dev.baltoro.tensor.safetensors;

import dev.baltoro.tensor.DType;
import java.util.List;

/// Where a file holds one tensor.
///
/// @param name the tensor's name
/// @param dtype its element type
/// @param shape its sizes, outermost first
/// @param begin first byte, counted from the end of the header
/// @param end byte after the last
public record StoredTensor(String name, DType dtype, List<Long> shape, long begin, long end) {
    /// Holds the shape as it is now.
    public StoredTensor {
        shape = List.copyOf(shape);
    }

    /// {@return bytes of the tensor}
    public long bytes() {
        return end - begin;
    }

    long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
