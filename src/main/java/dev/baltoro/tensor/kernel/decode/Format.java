package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.DType;

/// How a weight matrix lies in memory.
public enum Format {
    /// 32-bit floats.
    F32,
    /// bfloat16.
    BF16,
    /// Signed bytes with one fp32 scale for each row and run of [Matrix#SCALE_COLUMNS] columns.
    INT8;

    /// {@return the format of a matrix that lies over a tensor of `dtype`}
    ///
    /// @throws IllegalArgumentException unless `dtype` is F32 or BF16
    public static Format of(DType dtype) {
        return switch (dtype) {
            case F32 -> F32;
            case BF16 -> BF16;
            default ->
                    throw new IllegalArgumentException(
                            "a weight matrix must be F32 or BF16, got " + dtype);
        };
    }
}
