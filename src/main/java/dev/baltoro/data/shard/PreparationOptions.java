package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;

/// How a dataset is prepared.
///
/// @param heldOutFraction share of documents that are held out, in `[0, 1)`
/// @param seed seed of the held-out split
/// @param dropDuplicates whether a text that was seen before in its domain is left out
/// @param shardTokens a new shard begins where a document would pass this number of tokens
/// @param threads threads that encode; the result does not depend on them
/// @param overwrite whether a dataset that is there already is replaced
public record PreparationOptions(
        double heldOutFraction,
        long seed,
        boolean dropDuplicates,
        long shardTokens,
        int threads,
        boolean overwrite) {
    /// Tokens of a shard by default: files of 256 MB or 512 MB.
    public static final long DEFAULT_SHARD_TOKENS = 1L << 27;

    /// Most tokens of a shard; its mask is kept in memory while it is written.
    public static final long MAX_SHARD_TOKENS = 1L << 30;

    /// Checks the ranges.
    public PreparationOptions {
        if (!(heldOutFraction >= 0 && heldOutFraction < 1)) {
            throw new DataException(
                    "the held-out share must be at least 0 and below 1, not " + heldOutFraction);
        }
        if (shardTokens < 1 || shardTokens > MAX_SHARD_TOKENS || threads < 1) {
            throw new DataException(
                    "tokens a shard must be 1 to %d, and threads at least 1"
                            .formatted(MAX_SHARD_TOKENS));
        }
    }

    /// One document in a hundred held out, seed 0, duplicates kept, all cores.
    public static PreparationOptions defaults() {
        return new PreparationOptions(
                0.01,
                0,
                false,
                DEFAULT_SHARD_TOKENS,
                Runtime.getRuntime().availableProcessors(),
                false);
    }
}
