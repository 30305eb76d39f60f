package dev.baltoro.train.recipe;

import dev.baltoro.tensor.DType;

/// What a recipe may leave to the machine that it runs on.
///
/// @param workers threads that each take a part of a batch
/// @param precision what forward and backward compute in
/// @param newtonSchulzDtype what the orthogonalisation computes in
public record Machine(int workers, Precision precision, Precision newtonSchulzDtype) {
    public Machine {
        Require.positive("workers", workers);
        Require.that(
                precision != Precision.AUTO && newtonSchulzDtype != Precision.AUTO,
                "a machine computes in bf16 or fp32");
    }

    /// {@return this machine: a worker a core, and bf16 where the processor multiplies it}
    public static Machine here() {
        Precision products =
                DType.BF16.productType() == DType.BF16 ? Precision.BF16 : Precision.FP32;
        return new Machine(Runtime.getRuntime().availableProcessors(), products, products);
    }

    /// {@return the machine that decided `asRun`, a recipe that leaves nothing open}
    public static Machine of(Recipe asRun) {
        return new Machine(
                asRun.workers(), asRun.precision(), asRun.optimizer().newtonSchulzDtype());
    }
}
