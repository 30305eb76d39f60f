package dev.baltoro.data.sample;

import dev.baltoro.data.DataException;
import dev.baltoro.data.Hashes;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenStore;
import dev.baltoro.stats.SplitMix64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Rows of packed documents for training. Row `p` is a function of dataset, weights, sequence
/// length, seed and `p`; there is nothing to save, and to resume is to ask for the next row.
///
/// In each epoch of a domain its documents are laid end to end in a shuffled order and cut into
/// windows of the sequence length, which come in a shuffled order too. The last window is filled up
/// from the epoch's beginning. A training stage with another sequence length or other weights is
/// another sampler, best with a seed of its own and positions counted from its own beginning.
public final class PackedSampler {
    /// Epochs of a domain whose order is kept at hand; batches span at most two.
    private static final int EPOCHS_KEPT = 2;

    private final TokenShards shards;
    private final DomainMix mix;
    private final int sequenceLength;
    private final long seed;
    private final Packing packing;
    private final Map<String, Map<Long, DocumentOrder>> orders = new ConcurrentHashMap<>();

    /// @param shards the dataset, open as long as the sampler is used
    /// @param weights share of rows of each domain, in any unit; domains not named are not used
    /// @param sequenceLength tokens of a row
    /// @param seed chooses the order
    /// @param packing whether documents in a row are kept apart
    public PackedSampler(
            TokenShards shards,
            Map<String, Double> weights,
            int sequenceLength,
            long seed,
            Packing packing) {
        if (sequenceLength < 2) {
            throw new DataException(
                    "a row needs at least 2 tokens, not " + sequenceLength + ": set it higher");
        }
        weights.keySet().forEach(shards.manifest()::domain);
        this.shards = shards;
        this.mix = new DomainMix(weights, SplitMix64.mix(seed, Hashes.of("mix")));
        this.sequenceLength = sequenceLength;
        this.seed = seed;
        this.packing = packing;
        for (String name : mix.names()) {
            if (shards.train(name).tokens() == 0) {
                throw new DataException("domain \"" + name + "\" has nothing to train on");
            }
        }
    }

    /// Rows `position` to `position + rows - 1`.
    public PackedBatch batch(long position, int rows) {
        if (position < 0 || rows < 1) {
            throw new DataException(
                    "there is no batch of %d rows at position %d".formatted(rows, position));
        }
        var packer = new RowPacker(rows, sequenceLength, packing);
        for (long row = position; row < position + rows; row++) {
            DomainMix.Place place = mix.place(row);
            String domain = mix.names().get(place.domain());
            long windows = windows(domain);
            long epoch = place.row() / windows;
            long key = epochKey(domain, epoch);
            long window = new IndexPermutation(windows, key + 1).apply(place.row() % windows);
            packer.add(
                    domain, order(domain, epoch, key), window * sequenceLength, Integer.MAX_VALUE);
        }
        return packer.batch();
    }

    /// How often each domain has been read through by the rows before `position`.
    public SortedMap<String, Double> epochs(long position) {
        long[] rows = mix.rowsBefore(position);
        SortedMap<String, Double> epochs = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            String domain = mix.names().get(i);
            epochs.put(domain, (double) rows[i] / windows(domain));
        }
        return epochs;
    }

    /// The domains it draws from.
    public List<String> domains() {
        return mix.names();
    }

    /// Rows of a domain's held-out documents: always the same for a dataset, whatever the seed, and
    /// at most `maxTokens` tokens, but one row at least. Tokens that only fill up a row have no
    /// targets.
    public PackedBatch heldOut(String domain, int maxTokens) {
        TokenStore store = shards.heldOut(domain);
        if (store.documents() == 0) {
            throw new DataException(
                    "domain \"%s\" has no held-out documents: prepare with a larger held-out share"
                            .formatted(domain));
        }
        long whole = Math.min(maxTokens, store.tokens()) / sequenceLength;
        int rows = Math.toIntExact(Math.max(1, whole));
        var order = new DocumentOrder(store, Hashes.of(domain));
        var packer = new RowPacker(rows, sequenceLength, packing);
        for (int row = 0; row < rows; row++) {
            long from = (long) row * sequenceLength;
            long valid = Math.min(store.tokens() - from, Integer.MAX_VALUE);
            packer.add(domain, order, from, (int) valid);
        }
        return packer.batch();
    }

    /// Rows of one epoch of a domain.
    public long windows(String domain) {
        return Math.ceilDiv(shards.train(domain).tokens(), (long) sequenceLength);
    }

    private long epochKey(String domain, long epoch) {
        return SplitMix64.mix(SplitMix64.mix(seed, Hashes.of(domain)), epoch);
    }

    /// The order of an epoch, made when first asked for. Keeping it changes no result.
    private DocumentOrder order(String domain, long epoch, long key) {
        Map<Long, DocumentOrder> recent =
                orders.computeIfAbsent(
                        domain,
                        _ ->
                                new LinkedHashMap<>(4, 0.75f, true) {
                                    @Override
                                    protected boolean removeEldestEntry(
                                            Map.Entry<Long, DocumentOrder> eldest) {
                                        return size() > EPOCHS_KEPT;
                                    }
                                });
        synchronized (recent) {
            return recent.computeIfAbsent(epoch, _ -> new DocumentOrder(shards.train(domain), key));
        }
    }
}
