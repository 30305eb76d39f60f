package dev.baltoro.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// The element types of tensors, with the names of safetensors files.
public enum DType {
    /// 32-bit float.
    F32(4, ScalarType.Float),
    /// bfloat16.
    BF16(2, ScalarType.BFloat16),
    /// 16-bit float; read from files, not computed with.
    F16(2, ScalarType.Half),
    /// 8-bit float with 4 exponent bits; read from files, not computed with.
    F8_E4M3(1, ScalarType.Float8_e4m3fn),
    /// 64-bit integer; indices.
    I64(8, ScalarType.Long),
    /// 32-bit integer.
    I32(4, ScalarType.Int),
    /// unsigned byte.
    U8(1, ScalarType.Byte),
    /// truth value, one byte.
    BOOL(1, ScalarType.Bool),
    /// 64-bit float; references in tests.
    F64(8, ScalarType.Double);

    private final int bytes;
    final ScalarType scalarType;

    DType(int bytes, ScalarType scalarType) {
        this.bytes = bytes;
        this.scalarType = scalarType;
    }

    /// {@return bytes of one element}
    public int bytes() {
        return bytes;
    }

    /// {@return whether elements are floating-point numbers}
    public boolean isFloat() {
        return switch (this) {
            case F32, BF16, F16, F8_E4M3, F64 -> true;
            case I64, I32, U8, BOOL -> false;
        };
    }

    /// {@return the dtype in which this machine multiplies matrices of this dtype fastest}
    ///
    /// fp32 for bfloat16 on processors without bfloat16 arithmetic, where a product is converted,
    /// multiplied and rounded back: the same result as the hardware's, which sums in fp32 too.
    public DType productType() {
        return this == BF16 && !LibTorch.multipliesBf16() ? F32 : this;
    }

    static DType of(ScalarType scalarType) {
        // An enum that comes from native code is not the constant itself; its value is.
        for (DType dtype : values()) {
            if (dtype.scalarType.value == scalarType.value) {
                return dtype;
            }
        }
        throw new TensorException("no such dtype in Baltoro: " + scalarType.intern());
    }
}
