package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.kernel.decode.Format;

/// The form in which a model's weights are allocated, from the first byte on.
public sealed interface WeightForm {
    /// For training: fp32 masters, and copies in `computeType` that computation reads; in fp32 both
    /// are one.
    record Trainable(DType computeType) implements WeightForm {}

    /// For inference only: matrices in `format`, and no masters.
    ///
    /// Weights that are small or decide much stay fp32: gains, the router's gate and selection
    /// bias. An embedding is looked up and not multiplied, so that int8 would save nothing that is
    /// read: it becomes bfloat16 then.
    record Frozen(Format format) implements WeightForm {
        /// {@return the format of an embedding}
        Format table() {
            return format == Format.INT8 ? Format.BF16 : format;
        }
    }
}
