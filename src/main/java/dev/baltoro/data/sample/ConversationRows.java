package dev.baltoro.data.sample;

import dev.baltoro.data.DataException;
import dev.baltoro.data.shard.TokenStore;
import dev.baltoro.stats.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of whole documents, for training on conversations: several are packed into a row, none is
/// cut, and what is left of a row is padding without targets.
///
/// In each epoch the documents come in a shuffled order, and each goes into the first row that has
/// room for it ([FirstFit]); the rows are shuffled too. Row `p` is a function of the documents, the
/// length of a row, the seed and `p`: there is nothing to save, and to resume is to ask for the
/// next row.
public final class ConversationRows {
    private static final int EPOCHS_KEPT = 2;

    private final String domain;
    private final TokenStore store;
    private final int sequenceLength;
    private final long seed;
    private final int[] lengths;

    /// How many rows the epochs have, as far as they were asked for: a few numbers a run.
    private final List<Integer> counts = new ArrayList<>();

    private final Map<Integer, List<int[]>> epochs =
            new LinkedHashMap<>(4, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, List<int[]>> eldest) {
                    return size() > EPOCHS_KEPT;
                }
            };

    /// @param domain what batches call where the rows come from
    /// @param store the documents, open as long as this is used
    /// @param sequenceLength tokens of a row
    /// @param seed chooses the order
    /// @throws DataException if there is no document, or one is longer than a row
    public ConversationRows(String domain, TokenStore store, int sequenceLength, long seed) {
        this.domain = domain;
        this.store = store;
        this.sequenceLength = sequenceLength;
        this.seed = seed;
        this.lengths = new int[Math.toIntExact(store.documents())];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = store.length(i);
        }
        int longest = Arrays.stream(lengths).max().orElse(0);
        if (longest == 0 || longest > sequenceLength) {
            throw new DataException(
                    longest == 0
                            ? "domain \"" + domain + "\" has no conversations"
                            : "a conversation of %d tokens does not fit into rows of %d: set context higher"
                                    .formatted(longest, sequenceLength));
        }
    }

    /// {@return rows of the first `epochs` epochs together}
    public long rowsOfEpochs(int epochs) {
        long rows = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            rows += rowsOfEpoch(epoch);
        }
        return rows;
    }

    /// Rows `position` to `position + rows - 1`.
    public PackedBatch batch(long position, int rows) {
        long before = 0;
        int epoch = 0;
        while (position >= before + rowsOfEpoch(epoch)) {
            before += rowsOfEpoch(epoch);
            epoch++;
        }
        List<int[]> batch = new ArrayList<>();
        for (long row = position; row < position + rows; row++) {
            if (row == before + rowsOfEpoch(epoch)) {
                before = row;
                epoch++;
            }
            batch.add(epoch(epoch).get((int) (row - before)));
        }
        return pack(batch);
    }

    /// All documents once, in an order of their own; for measuring a loss.
    ///
    /// @param maxTokens of all rows, padding included; one row at least
    public PackedBatch measured(int maxTokens) {
        List<int[]> rows = epoch(0);
        return pack(rows.subList(0, Math.clamp(maxTokens / sequenceLength, 1, rows.size())));
    }

    private int rowsOfEpoch(int epoch) {
        while (counts.size() <= epoch) {
            counts.add(epoch(counts.size()).size());
        }
        return counts.get(epoch);
    }

    /// {@return the documents of each row of an epoch}
    private List<int[]> epoch(int epoch) {
        return epochs.computeIfAbsent(epoch, this::packed);
    }

    private List<int[]> packed(int epoch) {
        long key = SplitMix64.mix(seed, epoch);
        IndexPermutation order = new IndexPermutation(lengths.length, key);
        FirstFit fit = new FirstFit(sequenceLength);
        for (int i = 0; i < lengths.length; i++) {
            int document = (int) order.apply(i);
            fit.add(document, lengths[document]);
        }
        List<int[]> rows = fit.rows();
        IndexPermutation shuffled = new IndexPermutation(rows.size(), key + 1);
        List<int[]> result = new ArrayList<>(Collections.nCopies(rows.size(), new int[0]));
        for (int i = 0; i < rows.size(); i++) {
            result.set((int) shuffled.apply(i), rows.get(i));
        }
        return result;
    }

    private PackedBatch pack(List<int[]> rows) {
        WholeDocuments batch = new WholeDocuments(rows.size(), sequenceLength);
        for (int[] documents : rows) {
            for (int document : documents) {
                batch.add(store, document);
            }
            batch.endRow();
        }
        return batch.batch(domain);
    }
}
