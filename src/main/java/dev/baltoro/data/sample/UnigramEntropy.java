package dev.baltoro.data.sample;

import dev.baltoro.data.DataException;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenStore;

/// The loss of a model that knows how often each token occurs and nothing else: the line below
/// which training has to fall.
///
/// @param natsPerToken cross-entropy of the held-out tokens under the training counts, each count
///   one higher than seen (Laplace), in natural units
/// @param trainTokens tokens that were counted
/// @param heldOutTokens tokens that were measured: all but the first of each document, as these are
///   no targets
public record UnigramEntropy(double natsPerToken, long trainTokens, long heldOutTokens) {
    /// Most tokens that are counted, and most that are measured; enough for four digits.
    public static final long MAX_TOKENS = 50_000_000;

    /// The entropy of a domain.
    public static UnigramEntropy of(TokenShards shards, String domain) {
        TokenStore heldOut = shards.heldOut(domain);
        long[] counts = new long[shards.manifest().vocabSize()];
        long counted = count(shards.train(domain), 0, counts);
        long[] measured = new long[counts.length];
        long targets = count(heldOut, 1, measured);
        if (targets == 0) {
            throw new DataException(
                    "domain \"%s\" has no held-out tokens: prepare with a larger held-out share"
                            .formatted(domain));
        }
        double nats = 0;
        double all = (double) counted + counts.length;
        for (int token = 0; token < counts.length; token++) {
            if (measured[token] > 0) {
                nats -= measured[token] * Math.log((counts[token] + 1) / all);
            }
        }
        return new UnigramEntropy(nats / targets, counted, targets);
    }

    /// Adds up the tokens of each document from its token `first` on.
    private static long count(TokenStore store, int first, long[] counts) {
        long total = 0;
        for (long i = 0; i < store.documents() && total < MAX_TOKENS; i++) {
            int[] tokens = store.document(i);
            for (int t = first; t < tokens.length; t++) {
                counts[tokens[t]]++;
            }
            total += tokens.length - first;
        }
        return total;
    }
}
