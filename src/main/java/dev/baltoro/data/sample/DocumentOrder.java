package dev.baltoro.data.sample;

import dev.baltoro.data.shard.TokenStore;
import java.util.Arrays;

/// All documents of a store, one after the other in a shuffled order, as one line of tokens.
///
/// The order is a function of the key alone. What is kept is not a state but a table of contents:
/// the place in the line of each 16th document, half a byte a document, made by one pass over the
/// documents' lengths.
final class DocumentOrder {
    private static final int STRIDE = 16;

    private final TokenStore store;
    private final IndexPermutation order;
    private final long[] places;

    DocumentOrder(TokenStore store, long key) {
        this.store = store;
        this.order = new IndexPermutation(store.documents(), key);
        this.places = new long[Math.toIntExact(Math.ceilDiv(store.documents(), (long) STRIDE))];
        long place = 0;
        for (long k = 0; k < store.documents(); k++) {
            if (k % STRIDE == 0) {
                places[(int) (k / STRIDE)] = place;
            }
            place += store.length(order.apply(k));
        }
    }

    /// Fills `tokens` from place `from` of the line on, `segments` with a number for each token
    /// that changes where a new document begins, and `learned` with whether a loss counts it. After
    /// the end the line begins again.
    void read(long from, int[] tokens, int[] segments, boolean[] learned) {
        int found = Arrays.binarySearch(places, from);
        int block = found >= 0 ? found : -found - 2;
        long k = (long) block * STRIDE;
        long place = places[block];
        long document = order.apply(k);
        int length = store.length(document);
        while (place + length <= from) {
            place += length;
            k++;
            document = order.apply(k);
            length = store.length(document);
        }
        int inside = (int) (from - place);
        int at = 0;
        for (int segment = 0; ; segment++) {
            int count = Math.min(length - inside, tokens.length - at);
            store.copy(document, inside, tokens, at, count);
            store.learned(document, inside, learned, at, count);
            Arrays.fill(segments, at, at + count, segment);
            at += count;
            if (at == tokens.length) {
                return;
            }
            k = k + 1 == store.documents() ? 0 : k + 1;
            document = order.apply(k);
            length = store.length(document);
            inside = 0;
        }
    }
}
