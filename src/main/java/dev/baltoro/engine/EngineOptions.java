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
    /// Most threads: more than any machine has.
    public static final int THREADS_MAX = 4096;

    /// Most sequences at once: more than memory feeds in time, and few enough that a step's scores
    /// fit an array with K2's vocabulary.
    public static final int BATCH_MAX = 4096;

    /// Most requests that wait; each holds its prompt.
    public static final int WAITING_MAX = 1 << 20;

    /// Most tokens of a page; a sequence wastes half a page on average.
    public static final int PAGE_MAX = 4096;

    /// Most tokens of the cache: its pages are counted by int.
    public static final int CACHE_TOKENS_MAX = 1 << 30;

    /// Most prompt tokens between two decode steps.
    public static final int PREFILL_MAX = 1 << 20;

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

    /// Refuses values out of range.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public EngineOptions {
        require("threads", threads, 1, THREADS_MAX);
        require("batchMax", batchMax, 1, BATCH_MAX);
        require("waitingMax", waitingMax, 1, WAITING_MAX);
        require("pageSize", pageSize, 1, PAGE_MAX);
        require("prefillTokens", prefillTokens, 1, PREFILL_MAX);
        if (cacheTokens < pageSize) {
            throw new IllegalArgumentException(
                    "cacheTokens is %d; use at least a page, %d".formatted(cacheTokens, pageSize));
        }
        require("cacheTokens", cacheTokens, 1, CACHE_TOKENS_MAX);
    }

    private static void require(String name, long value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s is %d; use %d to %d".formatted(name, value, least, most));
        }
    }

    /// {@return these with room for `tokens` in the cache}
    public EngineOptions withCacheTokens(int tokens) {
        return with(threads, batchMax, waitingMax, tokens, kvAfterUpdate);
    }

    /// {@return these with other limits on sequences}
    public EngineOptions withSequences(int batch, int waiting) {
        return with(threads, batch, waiting, cacheTokens, kvAfterUpdate);
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
        require("tokens of prompts and answers", pages * pageSize, 0, CACHE_TOKENS_MAX);
        return withSequences(Math.clamp(requests.size(), 1, batchMax), waitingMax)
                .withCacheTokens((int) (pages * pageSize));
    }

    /// {@return these with another number of threads}
    public EngineOptions withThreads(int count) {
        return with(count, batchMax, waitingMax, cacheTokens, kvAfterUpdate);
    }

    /// {@return these with another rule for keys when weights change}
    public EngineOptions withKvAfterUpdate(KvAfterUpdate rule) {
        return with(threads, batchMax, waitingMax, cacheTokens, rule);
    }

    /// The one place where options are copied.
    private EngineOptions with(
            int members, int batch, int waiting, int tokens, KvAfterUpdate rule) {
        return new EngineOptions(members, batch, waiting, tokens, pageSize, prefillTokens, rule);
    }
}
