package dev.baltoro.engine;

import java.util.List;

/// How much an engine may hold, and how it shares its time.
///
/// @param threads cores that compute
/// @param batchMax sequences that are decoded at once
/// @param waitingMax requests that may wait beside them
/// @param cacheTokens tokens whose keys fit into the cache, of all sequences and the prefix tree
///   together
/// @param pageSize tokens of one page of the cache
/// @param prefillTokens most prompt tokens that are computed between two decode steps; a chunk of
///   256 at least
/// @param kvAfterUpdate what happens to keys when weights change
public record EngineOptions(
        int threads,
        int batchMax,
        int waitingMax,
        int cacheTokens,
        int pageSize,
        int prefillTokens,
        KvAfterUpdate kvAfterUpdate) {
    /// What happens to cached keys when weights change.
    public enum KvAfterUpdate {
        /// Running sequences go on with theirs; the prefix tree forgets what it has.
        DROP,
        /// The prefix tree serves them to new sequences too.
        KEEP
    }

    /// {@return options that suit most uses: all cores, 64 sequences, 65,536 tokens of cache}
    public static EngineOptions standard() {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(),
                64,
                4096,
                65_536,
                32,
                512,
                KvAfterUpdate.DROP);
    }

    /// Refuses what means nothing.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public EngineOptions {
        requirePositive("threads", threads);
        requirePositive("batchMax", batchMax);
        requirePositive("waitingMax", waitingMax);
        requirePositive("pageSize", pageSize);
        requirePositive("prefillTokens", prefillTokens);
        if (cacheTokens < pageSize) {
            throw new IllegalArgumentException(
                    "cacheTokens is %d; use at least a page, %d".formatted(cacheTokens, pageSize));
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d; use 1 or more".formatted(name, value));
        }
    }

    /// {@return these with room for `tokens` in the cache}
    public EngineOptions withCacheTokens(int tokens) {
        return new EngineOptions(
                threads, batchMax, waitingMax, tokens, pageSize, prefillTokens, kvAfterUpdate);
    }

    /// {@return these with other limits on sequences}
    public EngineOptions withSequences(int batch, int waiting) {
        return new EngineOptions(
                threads, batch, waiting, cacheTokens, pageSize, prefillTokens, kvAfterUpdate);
    }

    /// {@return these with a cache for just `requests`}
    ///
    /// @param context most tokens of prompt and answer together
    public EngineOptions withRoomFor(List<GenerationRequest> requests, int context) {
        long pages = 0;
        for (GenerationRequest request : requests) {
            long tokens = (long) request.prompt().length + request.maxTokens();
            pages += Math.ceilDiv(Math.min(tokens, context), (long) pageSize);
        }
        return withSequences(Math.clamp(requests.size(), 1, batchMax), waitingMax)
                .withCacheTokens(Math.toIntExact(pages * pageSize));
    }

    /// {@return these with another number of threads}
    public EngineOptions withThreads(int count) {
        return new EngineOptions(
                count, batchMax, waitingMax, cacheTokens, pageSize, prefillTokens, kvAfterUpdate);
    }

    /// {@return these with another rule for keys when weights change}
    public EngineOptions withKvAfterUpdate(KvAfterUpdate rule) {
        return new EngineOptions(
                threads, batchMax, waitingMax, cacheTokens, pageSize, prefillTokens, rule);
    }
}
