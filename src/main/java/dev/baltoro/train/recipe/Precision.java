package dev.baltoro.train.recipe;

/// What forward and backward compute in; master weights are fp32 always.
public enum Precision {
    /// bf16 where the processor multiplies it natively, else fp32.
    AUTO,
    /// Brain float, 8 bits of significand.
    BF16,
    /// Single precision.
    FP32
}
