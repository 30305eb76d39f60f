package dev.baltoro.agent.journal;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Outcomes of what no seed decides (judges, sandboxes, outside tools), by key, in a file of JSON
/// lines. A rerun gets the outcomes that the file has and asks only for what is missing.
///
/// One key has one outcome: what may have several is asked for under several keys. An entry is in
/// the file before anybody learns of it, so a process may be killed at any moment: at most its last
/// line is torn, and that line was nobody's yet. Any number of threads may share one.
public final class Journal implements AutoCloseable {
    /// Bytes of one entry.
    public static final int ENTRY_BYTES_MAX = 16 << 20;

    private final Path file;
    private FileChannel channel;
    private final Map<String, CompletableFuture<JsonNode>> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong recalled = new AtomicLong();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// {@return the journal in `file`, which is made if need be}
    ///
    /// @throws IOException if it cannot be read, or a line other than a torn last one is damaged
    public static Journal open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            Journal journal = new Journal(file, channel);
            journal.load();
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void load() throws IOException {
        if (channel.size() > Integer.MAX_VALUE) {
            throw new IOException(file + " is larger than 2 GB: begin a new run");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until all of it is there
        }
        int begin = 0;
        int line = 0;
        byte[] all = bytes.array();
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                line++;
                read(new String(all, begin, i - begin, StandardCharsets.UTF_8), line);
                begin = i + 1;
            }
        }
        channel.truncate(begin); // a torn line was told to nobody
        channel.position(begin);
    }

    private void read(String text, int line) throws IOException {
        try {
            JsonNode entry = JsonMapper.shared().readTree(text);
            JsonNode outcome = entry.path("outcome");
            String key = entry.path("key").asString("");
            if (entry.path("sum").asLong(-1) == sum(key, outcome)) {
                outcomes.put(key, CompletableFuture.completedFuture(outcome));
                return;
            }
        } catch (JacksonException e) {
            throw new IOException(damaged(line), e);
        }
        throw new IOException(damaged(line));
    }

    private String damaged(int line) {
        return "%s: line %d is damaged; remove it, and its outcome is asked for again"
                .formatted(file, line);
    }

    private static long sum(String key, JsonNode outcome) {
        CRC32C sum = new CRC32C();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        sum.update(outcome.toString().getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /// {@return the outcome under a key: the journal's if it has one, else what `ask` gives, once
    /// that is written}
    ///
    /// Threads that ask for one key at the same time wait for one outcome. Failures that are part
    /// of the result belong into the outcome; what `ask` throws is thrown here and not written.
    ///
    /// @throws IOException if the journal cannot be written
    public JsonNode outcome(String key, Callable<? extends JsonNode> ask)
            throws IOException, InterruptedException {
        CompletableFuture<JsonNode> mine = new CompletableFuture<>();
        CompletableFuture<JsonNode> known = outcomes.putIfAbsent(key, mine);
        if (known != null) {
            recalled.incrementAndGet();
            return await(known);
        }
        try {
            JsonNode outcome = ask.call();
            append(key, outcome);
            mine.complete(outcome);
            return outcome;
        } catch (Exception e) {
            outcomes.remove(key, mine);
            mine.completeExceptionally(e);
            throw rethrown(e);
        }
    }

    private static JsonNode await(CompletableFuture<JsonNode> known)
            throws IOException, InterruptedException {
        try {
            return known.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause
                    ? rethrown(cause)
                    : new IllegalStateException(e.getCause());
        }
    }

    private static RuntimeException rethrown(Exception cause)
            throws IOException, InterruptedException {
        switch (cause) {
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(cause);
        }
    }

    private void append(String key, JsonNode outcome) throws IOException {
        byte[] line = (entry(key, outcome) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > ENTRY_BYTES_MAX) {
            throw new IOException(
                    "the outcome of %s has %d bytes; the journal takes %d"
                            .formatted(key, line.length, ENTRY_BYTES_MAX));
        }
        synchronized (this) {
            Durable.writeFully(channel, ByteBuffer.wrap(line));
        }
    }

    /// Forgets the outcomes that no rerun can ask for any more, so that the file does not grow with
    /// the run. The file is replaced as a whole or not at all. Nobody may ask meanwhile.
    ///
    /// @param needed whether a key may still be asked for
    /// @return how many were forgotten
    public synchronized int forget(Predicate<String> needed) throws IOException {
        int before = outcomes.size();
        List<String> keys = outcomes.keySet().stream().filter(needed).sorted().toList();
        if (keys.size() == before) {
            return 0;
        }
        outcomes.keySet().retainAll(Set.copyOf(keys));
        StringBuilder all = new StringBuilder();
        for (String key : keys) {
            all.append(entry(key, Objects.requireNonNull(outcomes.get(key)).join())).append('\n');
        }
        Durable.replace(file, all.toString().getBytes(StandardCharsets.UTF_8));
        channel.close();
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.position(channel.size());
        return before - keys.size();
    }

    private static ObjectNode entry(String key, JsonNode outcome) {
        ObjectNode entry = JsonMapper.shared().createObjectNode().put("key", key);
        entry.put("sum", sum(key, outcome)).set("outcome", outcome);
        return entry;
    }

    /// Makes all entries outlast a power cut; a checkpoint that rests on them comes after this.
    public synchronized void sync() throws IOException {
        channel.force(false);
    }

    /// {@return the outcomes that are written under keys that begin with this, in no order}
    public List<JsonNode> outcomes(String prefix) {
        return outcomes.entrySet().stream()
                .filter(one -> one.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .filter(one -> one.state() == Future.State.SUCCESS)
                .map(CompletableFuture::resultNow)
                .toList();
    }

    /// {@return how many keys have an outcome}
    public int size() {
        return outcomes.size();
    }

    /// {@return how often an outcome was recalled rather than asked for}
    public long recalled() {
        return recalled.get();
    }

    /// Drops nothing: entries are in the file already.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
