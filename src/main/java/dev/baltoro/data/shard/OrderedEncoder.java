package dev.baltoro.data.shard;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.Rejection;
import dev.baltoro.data.read.SourceItem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Encodes a stream of items on several threads and hands them on in the order in which they came.
/// What is in flight is bounded, so a slow disk slows the reading.
final class OrderedEncoder implements AutoCloseable {
    /// Where encoded items go.
    interface Sink {
        void accept(EncodedItem item) throws IOException;
    }

    /// Characters that one task encodes, if it is more than one document.
    private static final int BATCH_CHARS = 1 << 18;

    private static final int BATCH_ITEMS = 512;

    /// Tasks that wait or run, for each thread.
    private static final int IN_FLIGHT_PER_THREAD = 3;

    private final TokenEncoder encoder;
    private final Sink sink;
    private final ExecutorService workers;
    private final int maxInFlight;
    private final Queue<Future<List<EncodedItem>>> inFlight = new ArrayDeque<>();
    private List<SourceItem> batch = new ArrayList<>();
    private long batchChars;

    OrderedEncoder(TokenEncoder encoder, int threads, Sink sink) {
        this.encoder = encoder;
        this.sink = sink;
        this.maxInFlight = threads * IN_FLIGHT_PER_THREAD;
        this.workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("encode-", 0).factory());
    }

    void add(SourceItem item) throws IOException {
        batch.add(item);
        batchChars += item instanceof Document(_, String text) ? text.length() : 0;
        if (batchChars >= BATCH_CHARS || batch.size() >= BATCH_ITEMS) {
            submit();
        }
    }

    /// Waits until everything added so far has gone to the sink.
    void flush() throws IOException {
        submit();
        while (!inFlight.isEmpty()) {
            deliverOldest();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private void submit() throws IOException {
        List<SourceItem> items = batch;
        batch = new ArrayList<>();
        batchChars = 0;
        if (!items.isEmpty()) {
            inFlight.add(workers.submit(() -> items.stream().map(this::encode).toList()));
        }
        if (inFlight.size() > maxInFlight) {
            deliverOldest();
        }
    }

    private EncodedItem encode(SourceItem item) {
        return switch (item) {
            case Document document -> EncodedDocument.of(document, encoder);
            case Rejection rejection -> new EncodedItem.Rejected(rejection);
        };
    }

    private void deliverOldest() throws IOException {
        try {
            for (EncodedItem item : inFlight.remove().get()) {
                sink.accept(item);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while encoding");
        }
    }
}
