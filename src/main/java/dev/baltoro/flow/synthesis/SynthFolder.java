package dev.baltoro.flow.synthesis;

import dev.baltoro.io.Durable;
import dev.baltoro.io.FolderLock;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A run's folder. Conversations are written in parts, each there as a whole or not at all, so that
/// a run that is killed loses no more than the part under way.
public final class SynthFolder implements AutoCloseable {
    /// Conversations of a part.
    public static final int PART = 100;

    private static final String RECIPE = "recipe.yaml";
    private static final String PARTS = "parts";

    private final Path folder;
    private final FolderLock lock;

    private SynthFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Opens or makes one.
    ///
    /// @param recipe with every key written
    /// @throws IOException if it holds something else, or another process writes it
    public static SynthFolder open(Path folder, String recipe) throws IOException {
        Path known = folder.resolve(RECIPE);
        if (Files.exists(folder) && !Files.exists(known)) {
            boolean empty;
            try (var files = Files.newDirectoryStream(folder)) {
                empty = !files.iterator().hasNext();
            }
            if (!empty) {
                throw new IOException(
                        folder + " holds something else than synthesis; name another folder");
            }
        }
        Files.createDirectories(folder.resolve(PARTS));
        FolderLock lock =
                FolderLock.tryLock(folder.resolve("lock"))
                        .orElseThrow(() ->
                                new IOException(
                                        "another process is writing " + folder + ": wait for it"));
        try {
            if (!Files.exists(known)) {
                Durable.replace(known, recipe);
            } else if (!Files.readString(known).equals(recipe)) {
                throw new IOException(
                        folder
                                + " was begun with another recipe; name another folder, or delete it");
            }
            return new SynthFolder(folder, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// {@return a file of the folder}
    public Path file(String name) {
        return folder.resolve(name);
    }

    /// {@return whether a part is there}
    boolean has(int part) {
        return Files.exists(part(part));
    }

    private Path part(int part) {
        return folder.resolve(PARTS).resolve("part-%06d.jsonl".formatted(part));
    }

    void write(int part, List<ObjectNode> lines) throws IOException {
        lines(part(part), lines);
    }

    /// {@return the lines of a part}
    List<ObjectNode> read(int part) throws IOException {
        return Files.readAllLines(part(part)).stream()
                .map(line -> (ObjectNode) JsonMapper.shared().readTree(line))
                .toList();
    }

    private static void lines(Path file, List<ObjectNode> lines) throws IOException {
        stream(
                file,
                sink -> {
                    for (ObjectNode line : lines) {
                        sink.line(line);
                    }
                });
    }

    /// Takes lines one after the other.
    @FunctionalInterface
    interface Sink {
        void line(ObjectNode line) throws IOException;
    }

    /// Gives lines one after the other.
    @FunctionalInterface
    interface Lines {
        void to(Sink sink) throws IOException;
    }

    /// Writes a file of lines, which is there as a whole or as it was.
    static void stream(Path file, Lines lines) throws IOException {
        Durable.replace(
                file,
                channel -> {
                    Writer writer =
                            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
                    lines.to(line -> {
                        writer.write(line.toString());
                        writer.write('\n');
                    });
                    writer.flush(); // the channel is the file's, which is synced next
                });
    }

    /// Reads a file of lines.
    static void each(Path file, Sink sink) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sink.line((ObjectNode) JsonMapper.shared().readTree(line));
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
