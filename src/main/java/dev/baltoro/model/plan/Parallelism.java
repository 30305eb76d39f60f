package dev.baltoro.model.plan;

import dev.baltoro.model.K2Config;

/// How a training run is spread over GPUs: pipeline stages, expert ranks, and copies.
///
/// Kimi K2's report (section 2.4) has 16 pipeline stages × 16 expert ranks, and as many copies of
/// those 256 GPUs as there are; the copies share the optimizer's state (ZeRO-1).
///
/// @param gpus all GPUs
/// @param pipeline stages the layers are split into
/// @param expert ranks the routed experts are split over
/// @param copies model copies that see different data
public record Parallelism(int gpus, int pipeline, int expert, int copies) {
    /// The report's number of stages, and of expert ranks.
    public static final int REPORTED_SPLIT = 16;

    /// {@return the report's parallelism on `gpus` GPUs, or the nearest to it: as many expert
    /// ranks, then as many stages up to 16 as divide the GPUs and the model}
    public static Parallelism of(K2Config config, int gpus) {
        if (gpus < 1) {
            throw new IllegalArgumentException("gpus is " + gpus + "; it must be at least 1");
        }
        int expert = gcd(gpus, gcd(REPORTED_SPLIT, config.nRoutedExperts()));
        int stages = Math.min(REPORTED_SPLIT, Integer.highestOneBit(config.numHiddenLayers()));
        int pipeline = gcd(gpus / expert, stages);
        return new Parallelism(gpus, pipeline, expert, gpus / expert / pipeline);
    }

    /// {@return the GPUs that hold one copy of the model}
    public int modelGpus() {
        return pipeline * expert;
    }

    private static int gcd(int left, int right) {
        return right == 0 ? left : gcd(right, left % right);
    }
}
