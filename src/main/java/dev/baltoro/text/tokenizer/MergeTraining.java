package dev.baltoro.text.tokenizer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;

/// The merging half of BPE training: joins the most frequent pair of neighbouring tokens into a new
/// token, again and again, and touches only the pieces that hold the pair.
///
/// Ties go to the pair with the lower left id, then the lower right id. Should a pair spell a token
/// that is there already, it becomes that token, as it will in encoding by ranks.
final class MergeTraining {
    private static final int BYTES = 256;

    /// A pair with the count it had when it was queued; pairs that have lost some since are queued
    /// again when they come up.
    private record Candidate(long count, long pair) {}

    private final PairIndex pairs = new PairIndex();
    private final PriorityQueue<Candidate> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Candidate::count)
                            .reversed()
                            .thenComparingLong(Candidate::pair));
    private final List<byte[]> tokens = new ArrayList<>();
    private final Map<ByteBuffer, Integer> ids = new HashMap<>();

    /// The tokens of piece p are `symbols[starts[p], starts[p] + lengths[p])`.
    private final int[] symbols;

    private final int[] starts;
    private final int[] lengths;
    private final long[] counts;

    /// Numbers of the pairs that the merge at hand has increased.
    private final TokenBuffer increased = new TokenBuffer(64);

    private final BitSet isIncreased = new BitSet();

    MergeTraining(PieceCounts pieces) {
        for (int value = 0; value < BYTES; value++) {
            newToken(new byte[] {(byte) value});
        }
        symbols = new int[pieces.totalBytes()];
        starts = new int[pieces.size()];
        lengths = new int[pieces.size()];
        counts = new long[pieces.size()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = pieces.byteAt(i) & 0xFF;
        }
        for (int piece = 0; piece < starts.length; piece++) {
            starts[piece] = pieces.start(piece);
            lengths[piece] = pieces.end(piece) - starts[piece];
            counts[piece] = pieces.count(piece);
            for (int i = starts[piece]; i + 1 < pieces.end(piece); i++) {
                pairs.add(PairIndex.pair(symbols[i], symbols[i + 1]), counts[piece], piece);
            }
        }
        for (int number = 0; number < pairs.size(); number++) {
            queue.add(new Candidate(pairs.countAt(number), pairs.pairAt(number)));
        }
    }

    /// Merges until there are `size` tokens or no pair occurs `minCount` times.
    ///
    /// @param merged told the number of tokens after each merge
    List<byte[]> run(int size, long minCount, IntConsumer merged) {
        while (tokens.size() < size && !queue.isEmpty()) {
            Candidate candidate = queue.poll();
            long count = pairs.count(candidate.pair());
            if (count < minCount) {
                continue;
            }
            if (count != candidate.count()) {
                queue.add(new Candidate(count, candidate.pair()));
                continue;
            }
            merge(candidate.pair());
            merged.accept(tokens.size());
        }
        return List.copyOf(tokens);
    }

    private void merge(long pair) {
        int left = PairIndex.left(pair);
        int right = PairIndex.right(pair);
        byte[] bytes =
                ByteBuffer.allocate(tokens.get(left).length + tokens.get(right).length)
                        .put(tokens.get(left))
                        .put(tokens.get(right))
                        .array();
        Integer known = ids.get(ByteBuffer.wrap(bytes));
        int joined = known != null ? known : newToken(bytes);
        for (int piece : pairs.takePieces(pair)) {
            mergeIn(piece, left, right, joined);
        }
        for (int i = 0; i < increased.size(); i++) {
            int number = increased.get(i);
            isIncreased.clear(number);
            queue.add(new Candidate(pairs.countAt(number), pairs.pairAt(number)));
        }
        increased.clear();
    }

    private int newToken(byte[] bytes) {
        ids.put(ByteBuffer.wrap(bytes), tokens.size());
        tokens.add(bytes);
        return tokens.size() - 1;
    }

    /// Replaces the pair in one piece, from left to right. At each place the piece is what has been
    /// written, `left`, `right`, and what has not been read, so the counts stay those of
    /// neighbours.
    private void mergeIn(int piece, int left, int right, int joined) {
        int start = starts[piece];
        int end = start + lengths[piece];
        long count = counts[piece];
        int written = start;
        int i = start;
        while (i < end) {
            if (symbols[i] != left || i + 1 == end || symbols[i + 1] != right) {
                symbols[written++] = symbols[i++];
                continue;
            }
            pairs.subtract(PairIndex.pair(left, right), count);
            if (written > start) {
                int before = symbols[written - 1];
                pairs.subtract(PairIndex.pair(before, left), count);
                increase(PairIndex.pair(before, joined), count, piece);
            }
            if (i + 2 < end) {
                int after = symbols[i + 2];
                pairs.subtract(PairIndex.pair(right, after), count);
                increase(PairIndex.pair(joined, after), count, piece);
            }
            symbols[written++] = joined;
            i += 2;
        }
        lengths[piece] = written - start;
    }

    private void increase(long pair, long count, int piece) {
        int number = pairs.add(pair, count, piece);
        if (!isIncreased.get(number)) {
            isIncreased.set(number);
            increased.add(number);
        }
    }
}
