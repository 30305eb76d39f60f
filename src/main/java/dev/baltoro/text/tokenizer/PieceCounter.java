package dev.baltoro.text.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/// Splits text into pieces and counts them, on several threads.
///
/// Text is gathered into batches of fixed size; threads share a batch's slices and their counts are
/// added up after it. Rare pieces are forgotten between batches when the table outgrows its limit,
/// so what is counted depends on the text alone, not on the number of threads.
final class PieceCounter implements AutoCloseable {
    /// Text of a batch in bytes.
    private static final int BATCH_BYTES = 16 << 20;

    /// Distinct pieces kept between batches.
    private static final int PIECES_MAX = 8 << 20;

    /// Bytes of the distinct pieces kept between batches.
    private static final int PIECES_BYTES_MAX = 512 << 20;

    /// Longer pieces are not counted: no word is that long, and merging inside of them is slow.
    private static final int PIECE_BYTES_MAX = 4096;

    private final int threads;
    private final ExecutorService pool;
    private final LongConsumer countedBytes;
    private final byte[] batch = new byte[BATCH_BYTES];
    private final List<int[]> slices = new ArrayList<>();
    private int size;
    private long total;
    private PieceCounts counts = new PieceCounts();

    /// @param countedBytes told after each batch how many bytes were counted so far
    PieceCounter(int threads, LongConsumer countedBytes) {
        this.threads = threads;
        this.countedBytes = countedBytes;
        pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    }

    /// Takes a slice of UTF-8 text, at most a batch long.
    void add(byte[] text, int from, int to) {
        if (size + to - from > BATCH_BYTES) {
            countBatch();
        }
        System.arraycopy(text, from, batch, size, to - from);
        slices.add(new int[] {size, size + to - from});
        size += to - from;
    }

    /// {@return the counts of all text so far}
    PieceCounts finish() {
        countBatch();
        return counts;
    }

    private void countBatch() {
        AtomicInteger next = new AtomicInteger();
        List<Future<PieceCounts>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(pool.submit(() -> countSlices(next)));
        }
        for (Future<PieceCounts> part : parts) {
            counts.addAll(result(part));
        }
        long floor = 1;
        while (counts.size() > PIECES_MAX || counts.totalBytes() > PIECES_BYTES_MAX) {
            counts = counts.above(floor);
            floor *= 2;
        }
        total += size;
        size = 0;
        slices.clear();
        countedBytes.accept(total);
    }

    private PieceCounts countSlices(AtomicInteger next) {
        PieceCounts part = new PieceCounts();
        for (int i = next.getAndIncrement(); i < slices.size(); i = next.getAndIncrement()) {
            int at = slices.get(i)[0];
            int end = slices.get(i)[1];
            while (at < end) {
                int pieceEnd = K2Splitter.next(batch, at, end);
                if (pieceEnd - at <= PIECE_BYTES_MAX) {
                    part.add(batch, at, pieceEnd, 1);
                }
                at = pieceEnd;
            }
        }
        return part;
    }

    private static PieceCounts result(Future<PieceCounts> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while counting pieces", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("counting pieces failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
