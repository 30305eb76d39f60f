package dev.baltoro.model.plan;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import java.util.Map;

/// What one model costs, under stated assumptions.
///
/// @param name what the model is called
/// @param config its shape
/// @param parameters its parameters
/// @param parametersIfAllMixture its parameters if the dense layers were mixtures too
/// @param flops operations a token
/// @param weightBytes all weights, in the precision
/// @param cacheBytesPerToken latent and rotary key of all layers
/// @param cacheBytesPerTokenOfHeads what keys and values of all heads would need instead
/// @param parallelism how training is spread
/// @param memory training state on a GPU
public record ModelPlan(
        String name,
        K2Config config,
        ModelAccount parameters,
        long parametersIfAllMixture,
        FlopsPerToken flops,
        long weightBytes,
        long cacheBytesPerToken,
        long cacheBytesPerTokenOfHeads,
        Parallelism parallelism,
        MemoryPerGpu memory) {

    /// Training state up to which one GPU is assumed unless the user says how many: an H800's.
    private static final long ONE_GPU_BYTES = 80_000_000_000L;

    /// Computes the plan.
    ///
    /// @param gpus GPUs of the training run
    /// @param precision of the weights
    /// @param sequenceLength positions of a sequence
    public static ModelPlan of(
            String name, K2Config config, int gpus, StoredPrecision precision, int sequenceLength) {
        ModelAccount account = ModelAccount.of(config);
        Parallelism parallelism = Parallelism.of(config, gpus);
        long cached = (long) config.kvLoraRank() + config.qkRopeHeadDim();
        long ofHeads = (long) config.numAttentionHeads() * (config.qkHeadDim() + config.vHeadDim());
        long valueOfLayers = (long) config.numHiddenLayers() * precision.cacheBytes();
        return new ModelPlan(
                name,
                config,
                account,
                allMixture(config),
                FlopsPerToken.of(config, account, sequenceLength),
                ParameterShapes.of(config).stream().mapToLong(precision::bytes).sum(),
                cached * valueOfLayers,
                ofHeads * valueOfLayers,
                parallelism,
                MemoryPerGpu.of(config, account, precision, parallelism));
    }

    /// {@return the GPUs to assume where the user names none: one if all training state fits it,
    /// else the report's 256}
    public static int usualGpus(K2Config config, StoredPrecision precision) {
        MemoryPerGpu alone =
                MemoryPerGpu.of(
                        config, ModelAccount.of(config), precision, Parallelism.of(config, 1));
        return alone.all() <= ONE_GPU_BYTES
                ? 1
                : Parallelism.REPORTED_SPLIT * Parallelism.REPORTED_SPLIT;
    }

    /// {@return experts a layer for each one a token selects}
    public double sparsity() {
        return (double) config.nRoutedExperts() / config.numExpertsPerTok();
    }

    private static long allMixture(K2Config config) {
        return ModelAccount.of(config.withOverrides(Map.of("first_k_dense_replace", 0))).all();
    }
}
