package dev.baltoro.engine;

/// What an engine has done and is doing, at one moment between two steps.
///
/// @param waiting requests that wait to be begun, prompts to be scored among them
/// @param running sequences in the batch
/// @param requests requests taken since the start
/// @param promptTokens prompt tokens of requests begun
/// @param cachedTokens how many of them the prefix tree had
/// @param completionTokens tokens made
/// @param preemptions sequences that lost their pages to others and began again
/// @param usedPages pages of the cache that hold keys
/// @param prefixPages how many of them the prefix tree holds, perhaps with sequences
/// @param pages pages of the cache
/// @param weightVersion version of the weights in use
/// @param steps decode steps
/// @param decodeNanos time in them
/// @param prefillNanos time in prompts
public record EngineStatistics(
        int waiting,
        int running,
        long requests,
        long promptTokens,
        long cachedTokens,
        long completionTokens,
        long preemptions,
        int usedPages,
        int prefixPages,
        int pages,
        long weightVersion,
        long steps,
        long decodeNanos,
        long prefillNanos) {}
