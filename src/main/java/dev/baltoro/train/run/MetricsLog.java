package dev.baltoro.train.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `metrics.jsonl`: one [Metric] a line, appended. A line is given to the operating system as it is
/// written, so that `kill -9` costs half a line at most; such a last line is dropped on reading.
public final class MetricsLog implements AutoCloseable {
    /// The file's name in a run's folder.
    public static final String FILE = "metrics.jsonl";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    // Domains in one order, whatever map they come in: equal runs, equal files.
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private final FileChannel channel;

    private MetricsLog(FileChannel channel) {
        this.channel = channel;
    }

    /// Opens `file` to go on after `step`: what stands there of later steps is cut off.
    static MetricsLog open(Path file, long step) throws IOException {
        long kept = Files.exists(file) ? bytesUpTo(file, step) : 0;
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(kept);
        channel.position(kept);
        return new MetricsLog(channel);
    }

    /// Appends a line.
    public void write(Metric metric) throws IOException {
        byte[] line = (JSON.writeValueAsString(metric) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /// Makes what was written outlast a power cut; to be called before a checkpoint is published.
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Gives every metric of `file` to `reader`, in order.
    ///
    /// @throws IOException if a line other than a half-written last one is not a metric
    public static void read(Path file, Consumer<Metric> reader) throws IOException {
        long unused = read(file, 0, reader);
    }

    /// As [#read(Path, Consumer)], from byte `from` on, which begins a line.
    ///
    /// @return where the last whole line ends: what to go on from
    static long read(Path file, long from, Consumer<Metric> reader) throws IOException {
        long[] last = {from};
        if (Files.exists(file)) {
            eachLine(
                    file,
                    from,
                    (metric, end) -> {
                        last[0] = end;
                        reader.accept(metric);
                    });
        }
        return last[0];
    }

    /// {@return the last step that `file` tells of; 0 if it tells of none or is not there}
    static long lastStep(Path file) throws IOException {
        long[] last = {0};
        read(file, metric -> last[0] = Math.max(last[0], metric.step()));
        return last[0];
    }

    private static long bytesUpTo(Path file, long step) throws IOException {
        long[] kept = {0};
        boolean[] later = {false};
        eachLine(
                file,
                0,
                (metric, end) -> {
                    later[0] |= metric.step() > step;
                    if (!later[0]) {
                        kept[0] = end;
                    }
                });
        return kept[0];
    }

    @FunctionalInterface
    private interface LineReader {
        void accept(Metric metric, long endInBytes);
    }

    private static void eachLine(Path file, long from, LineReader reader) throws IOException {
        // By bytes, not characters: a half-written line may end inside a character.
        try (InputStream whole = Files.newInputStream(file);
                InputStream bytes = new BufferedInputStream(whole)) {
            whole.skipNBytes(from);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long end = from;
            long number = 0;
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                end++;
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                number++;
                reader.accept(metric(file, from, number, line.toByteArray()), end);
                line.reset();
            }
            // What is left in `line` has no newline: the process was stopped while it wrote.
        }
    }

    private static Metric metric(Path file, long from, long number, byte[] line)
            throws IOException {
        try {
            return JSON.readValue(line, Metric.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "%s line %d%s is not a metric; delete the line to go on"
                            .formatted(file, number, from == 0 ? "" : " behind byte " + from),
                    e);
        }
    }
}
