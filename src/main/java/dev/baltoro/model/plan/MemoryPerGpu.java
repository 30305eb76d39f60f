package dev.baltoro.model.plan;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.WeightSpec;

/// Bytes of training state on one GPU; activations come on top and depend on the batch.
///
/// The report divides parameters and gradients evenly: 1.026T × (2 + 4) bytes over 256 GPUs. Expert
/// parallelism splits only the routed experts, though: every expert rank of a stage has all of the
/// stage's other weights, which is `replicated` and explains why the report's "about 30 GB" exceeds
/// its even share.
///
/// @param even parameters and fp32 gradients, all divided evenly over one copy's GPUs
/// @param replicated the same, with the weights outside the routed experts on every expert rank
/// @param optimizer fp32 master weights, Muon's one or AdamW's two moments, shared by all GPUs
public record MemoryPerGpu(long even, long replicated, long optimizer) {
    private static final int GRADIENT_BYTES = 4;
    private static final int MASTER_BYTES = 4;
    private static final int MOMENT_BYTES = 4;

    /// {@return the memory of a model of that shape}
    public static MemoryPerGpu of(
            K2Config config,
            ModelAccount account,
            StoredPrecision precision,
            Parallelism parallelism) {
        long expertBytes = 0;
        long otherBytes = 0;
        for (WeightSpec weight : ParameterShapes.of(config)) {
            long bytes = precision.bytes(weight) + GRADIENT_BYTES * weight.elements();
            if (Component.of(weight) == Component.ROUTED_EXPERTS) {
                expertBytes += bytes;
            } else {
                otherBytes += bytes;
            }
        }
        long optimizerBytes =
                MOMENT_BYTES * (2 * account.all() - account.updatedByMuon())
                        + (precision == StoredPrecision.FP32 ? 0 : MASTER_BYTES * account.all());
        return new MemoryPerGpu(
                Math.ceilDiv(expertBytes + otherBytes, parallelism.modelGpus()),
                Math.ceilDiv(expertBytes, parallelism.modelGpus())
                        + Math.ceilDiv(otherBytes, parallelism.pipeline()),
                Math.ceilDiv(optimizerBytes, parallelism.gpus()));
    }

    /// {@return what a GPU really holds: replicated weights and gradients, and its optimizer shard}
    public long all() {
        return replicated + optimizer;
    }
}
