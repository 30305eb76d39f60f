package dev.baltoro.data.read;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.ReadingOptions.TextUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Files of text, JSONL or Parquet under a path, in sorted order.
///
/// A folder is searched recursively; names that begin with a dot are left out. `.jsonl` and
/// `.ndjson` are JSON lines, `.parquet` is Parquet, everything else is text; `.gz` and `.zst` are
/// unpacked on the way. Files that turn out not to be text are rejected, not skipped.
public final class SourceFiles implements DocumentSource {
    /// Most files under one path; more are better packed into JSONL or Parquet.
    public static final int MAX_FILES = 5_000_000;

    private final Path path;
    private final ReadingOptions options;

    /// The files at or under `path`.
    public SourceFiles(Path path, ReadingOptions options) {
        this.path = path;
        this.options = options;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public void read(Consumer<SourceItem> sink) throws IOException {
        for (Path file : files()) {
            readFile(file, sink);
        }
    }

    /// The files in the order in which they are read.
    public List<Path> files() throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new DataException("no such file or folder: " + path);
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> found =
                    tree.filter(file -> !hidden(file))
                            .filter(Files::isRegularFile)
                            .limit(MAX_FILES + 1L)
                            // by name with one separator, so that the order is the same everywhere
                            .sorted((a, b) -> portable(a).compareTo(portable(b)))
                            .toList();
            if (found.size() > MAX_FILES) {
                throw new DataException(
                        path + " holds more than " + MAX_FILES + " files: pack them into JSONL");
            }
            return found;
        }
    }

    private boolean hidden(Path file) {
        for (Path part : path.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private String portable(Path file) {
        return path.relativize(file).toString().replace('\\', '/');
    }

    private void readFile(Path file, Consumer<SourceItem> sink) throws IOException {
        String name = plainName(file);
        if (name.endsWith(".parquet")) {
            new ParquetReader(options).read(file, sink);
        } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            new JsonLinesReader(options).read(file, sink);
        } else if (options.unit() == TextUnit.FILE) {
            new WholeTextReader(options).read(file, sink);
        } else {
            new TextLinesReader(options).read(file, sink);
        }
    }

    /// The file's lower-case name without the ending of its compression.
    private static String plainName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.replaceFirst("\\.(gz|zst)$", "");
    }
}
