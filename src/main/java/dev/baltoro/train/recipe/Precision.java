package dev.baltoro.train.recipe;

import dev.baltoro.tensor.DType;

/// What forward and backward compute in; master weights are fp32 always.
public enum Precision {
    /// bf16 where the processor multiplies it natively, else fp32.
    AUTO,
    /// Brain float, 8 bits of significand.
    BF16,
    /// Single precision.
    FP32;

    /// {@return the dtype that this means on this machine}
    public DType dtype() {
        return switch (this) {
            case BF16 -> DType.BF16;
            case FP32 -> DType.F32;
            case AUTO -> DType.BF16.productType();
        };
    }
}
