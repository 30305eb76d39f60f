package dev.baltoro.agent.catalog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files of what servers listed: a JSON file each, in a folder or a `.tar.gz`.
public final class ServerDump {
    /// Bytes of a file.
    static final int FILE_BYTES_MAX = 64 << 20;

    private ServerDump() {}

    /// Who takes what is read.
    public interface Reader {
        /// A server's list.
        void server(ServerTools server);

        /// A file that has none.
        void unreadable(String file, String why);
    }

    /// Reads a file, or all `.json` files of a folder, its archives among them, or of an archive,
    /// in the order of their names or as the archive has them.
    ///
    /// @throws IOException if it cannot be read at all
    public static void read(Path dump, Reader reader) throws IOException {
        if (Files.isDirectory(dump)) {
            List<Path> files;
            try (Stream<Path> tree = Files.walk(dump)) {
                files = tree.filter(file -> isJson(file) || isArchive(file)).sorted().toList();
            }
            for (Path file : files) {
                if (isArchive(file)) {
                    readArchive(file, reader);
                } else {
                    read(file, dump.relativize(file).toString(), reader);
                }
            }
        } else if (isArchive(dump)) {
            readArchive(dump, reader);
        } else {
            read(dump, dump.toString(), reader);
        }
    }

    private static void readArchive(Path archive, Reader reader) throws IOException {
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            TarEntries.read(
                    in,
                    (file, bytes) -> {
                        if (isJson(Path.of(file))) {
                            read(bytes, file, reader);
                        }
                    });
        }
    }

    private static boolean isJson(Path file) {
        return name(file).endsWith(".json");
    }

    private static boolean isArchive(Path file) {
        String name = name(file);
        return Files.isRegularFile(file) && (name.endsWith(".tar.gz") || name.endsWith(".tgz"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static void read(Path file, String name, Reader reader) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            reader.unreadable(name, "more than %,d bytes".formatted(FILE_BYTES_MAX));
            return;
        }
        read(Files.readAllBytes(file), name, reader);
    }

    private static void read(byte[] bytes, String name, Reader reader) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            reader.unreadable(name, "not JSON: " + e.getOriginalMessage());
            return;
        }
        DumpRecord.read(json, name)
                .ifPresentOrElse(
                        reader::server,
                        () -> reader.unreadable(name, "has no list of tools that is known here"));
    }
}
