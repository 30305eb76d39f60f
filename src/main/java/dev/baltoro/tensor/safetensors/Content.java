package dev.baltoro.tensor.safetensors;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;

/// A tensor to be written to a file.
///
/// @param name its name in the file
/// @param tensor its values, on any device; they are read when the file is written
/// @param dtype what they are written as; converted one tensor at a time
public record Content(String name, Tensor tensor, DType dtype) {
    /// {@return the tensor, written with the dtype that it has}
    public static Content of(String name, Tensor tensor) {
        return new Content(name, tensor, tensor.dtype());
    }

    /// {@return bytes in the file}
    public long bytes() {
        return tensor.elements() * dtype.bytes();
    }
}
