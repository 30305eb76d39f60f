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

    /// Reads a file, or all `.json` files of a folder or an archive, in the order of their names or
    /// as the archive has them.
    ///
    /// @throws IOException if it cannot be read at all
    public static void read(Path dump, Reader reader) throws IOException {
        String name = String.valueOf(dump.getFileName()).toLowerCase(Locale.ROOT);
        if (Files.isDirectory(dump)) {
            List<Path> files;
            try (Stream<Path> tree = Files.walk(dump)) {
                files = tree.filter(ServerDump::isJson).sorted().toList();
            }
            for (Path file : files) {
                read(file, dump.relativize(file).toString(), reader);
            }
        } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            try (InputStream in =
                    new GZIPInputStream(new BufferedInputStream(Files.newInputStream(dump)))) {
                TarEntries.read(
                        in,
                        (file, bytes) -> {
                            if (isJson(Path.of(file))) {
                                read(bytes, file, reader);
                            }
                        });
            }
        } else {
            read(dump, dump.toString(), reader);
        }
    }

    private static boolean isJson(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
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
