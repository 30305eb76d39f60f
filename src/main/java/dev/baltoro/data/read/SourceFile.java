package dev.baltoro.data.read;

import dev.baltoro.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.function.Consumer;

/// Reads one file by what is in it.
///
/// @param file the file
/// @param options how files become documents
record SourceFile(Path file, ReadingOptions options) {
    /// Hands on every record of the file; at least one document or rejection.
    void read(Consumer<SourceItem> sink) {
        String source = file.toString();
        Counted counted = new Counted(sink);
        try {
            State before = State.of(file);
            if (isParquet()) {
                if (options.areWholeRecords()) {
                    throw new DataException(
                            file + " is Parquet: export its rows as JSON lines, a record each");
                }
                new ParquetReader(options).read(file, counted);
            } else {
                readText(source, counted);
            }
            if (counted.items == 0) {
                sink.accept(new Rejection(source, 0, RejectionReason.EMPTY, new byte[0]));
            }
            if (!State.of(file).equals(before)) {
                sink.accept(
                        Unreadable.rest(
                                source, counted.items, "it changed while it was being read"));
            }
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, counted.items, e));
        }
    }

    private boolean isParquet() throws IOException {
        byte[] head;
        try (InputStream raw = Files.newInputStream(file)) {
            head = raw.readNBytes(FileKind.HEAD_BYTES);
        }
        if (FileKind.isTokenShard(head)) {
            throw new DataException(
                    file
                            + " is a token shard of a dataset that is prepared already: name files or folders of text");
        }
        boolean parquet = FileKind.of(head) == FileKind.PARQUET;
        if (!parquet && head.length > 0 && ending().equals("parquet")) {
            throw new IOException("it is not a Parquet file, or its beginning is damaged");
        }
        return parquet;
    }

    private void readText(String source, Consumer<SourceItem> sink) throws IOException {
        try (BufferedInputStream in = Unpacked.open(file)) {
            Unpacked.Head head = Unpacked.head(in, Unpacked.HEAD_BYTES);
            switch (TextFormat.of(ending(), head.bytes(), head.whole())) {
                case JSON_LINES -> new JsonLinesReader(options).read(source, in, sink);
                case JSON_VALUES -> new JsonValuesReader(options).read(source, in, sink);
                case TEXT -> {
                    switch (options.unit()) {
                        case FILE -> new WholeTextReader(options).read(source, in, sink);
                        case BLOCK -> new TextBlocksReader(options).read(source, in, sink);
                        case LINE, PARAGRAPH -> new TextLinesReader(options).read(source, in, sink);
                    }
                }
            }
        }
    }

    /// The ending of the file's name in lower case, without that of its compression.
    private String ending() {
        Path last = file.getFileName();
        String name = (last == null ? "" : last.toString()).toLowerCase(Locale.ROOT);
        String plain = name.replaceFirst("\\.(gz|gzip|zst|zstd)$", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    /// What changes when somebody writes to a file.
    private record State(long size, FileTime modified) {
        static State of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime());
        }
    }

    private static final class Counted implements Consumer<SourceItem> {
        private final Consumer<SourceItem> sink;
        private long items;

        Counted(Consumer<SourceItem> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(SourceItem item) {
            items++;
            sink.accept(item);
        }
    }
}
