package dev.baltoro.data.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Files of text, JSON or Parquet under a path, in sorted order.
///
/// A folder is searched recursively; names that begin with a dot are left out, links are followed.
/// What a file is, and whether it is packed as gzip or Zstandard, is told by its content, not by
/// its name: JSON lines, an array of JSON objects, Parquet, or text. Each file yields at least one
/// document or rejection, and so does each link or folder that cannot be followed: nothing is left
/// out in silence.
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
        if (Files.isRegularFile(path)) {
            new SourceFile(path, options).read(sink);
            return;
        }
        SourceTree tree = SourceTree.under(path);
        tree.refused().forEach(sink);
        for (Path file : tree.files()) {
            new SourceFile(file, options).read(sink);
        }
    }
}
