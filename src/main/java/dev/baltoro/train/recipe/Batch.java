package dev.baltoro.train.recipe;

/// How many tokens are learned from at once.
///
/// @param tokens tokens of one optimizer step, over all workers and micro-batches (K2: 67,108,864;
///   report §2.5)
/// @param microBatchTokens tokens that one worker processes at once; bounds memory, and changes the
///   result by rounding only
public record Batch(@Default("8192") int tokens, @Default("4096") int microBatchTokens) {
    public Batch {
        Require.positive("tokens", tokens);
        Require.positive("micro_batch_tokens", microBatchTokens);
    }
}
