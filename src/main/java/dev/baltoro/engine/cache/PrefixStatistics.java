package dev.baltoro.engine.cache;

/// What the prefix tree holds and how much work it has saved since it was made.
///
/// @param cachedPages pages that it holds now
/// @param lookups calls of [PrefixTree#match]
/// @param lookupTokens tokens that were looked for
/// @param hitTokens tokens of those whose pages were found
/// @param evictedPages pages that eviction has freed
public record PrefixStatistics(
        int cachedPages, long lookups, long lookupTokens, long hitTokens, long evictedPages) {
    /// {@return share of `lookupTokens` that were found, 0 if there were none}
    public double hitRate() {
        return lookupTokens == 0 ? 0 : (double) hitTokens / lookupTokens;
    }
}
