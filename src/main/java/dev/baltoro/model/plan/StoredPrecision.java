package dev.baltoro.model.plan;

import dev.baltoro.model.WeightSpec;

/// The format in which a model's weights are held for computing.
public enum StoredPrecision {
    /// bfloat16, as in Kimi K2's training.
    BF16,
    /// 32-bit floats.
    FP32,
    /// 8-bit floats in blocks of 128 × 128 with a 32-bit scale, as in Kimi K2's release; embedding,
    /// head, router, gains and biases stay bfloat16.
    FP8;

    private static final long BLOCK = 128;

    /// {@return bytes of a weight, scales included}
    public long bytes(WeightSpec weight) {
        return switch (this) {
            case BF16 -> 2 * weight.elements();
            case FP32 -> 4 * weight.elements();
            case FP8 -> isBlockwise(weight) ? blockwise(weight) : 2 * weight.elements();
        };
    }

    /// {@return bytes of a value in the cache of keys and values}
    public int cacheBytes() {
        return this == FP32 ? 4 : 2;
    }

    private static boolean isBlockwise(WeightSpec weight) {
        return switch (Component.of(weight)) {
            case ATTENTION, DENSE_FEED_FORWARD, ROUTED_EXPERTS, SHARED_EXPERTS -> true;
            case EMBEDDING, HEAD, ROUTER, GAINS_AND_BIASES -> false;
        };
    }

    private static long blockwise(WeightSpec weight) {
        long blocks =
                Math.ceilDiv(weight.shape().get(0), BLOCK)
                        * Math.ceilDiv(weight.shape().get(1), BLOCK);
        return weight.elements() + 4 * blocks;
    }
}
