package dev.baltoro.data.read;

import dev.baltoro.data.DataException;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Reads one column of text from a Parquet file, row group by row group.
record ParquetReader(ReadingOptions options) {
    private static final String DAMAGED =
            "its Parquet data is damaged or cut off, or packed in a way that is not read";

    /// Rows that are read ahead; each may be as long as the longest document.
    private static final int ROWS_AHEAD = 16;

    /// How long the library may take for a row, reading its group included.
    private static final long STALLED_SECONDS = 120;

    /// The library tells of each file that it opens; kept, so that the level is not collected.
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    /// What comes out of the library's threads.
    private sealed interface Step {
        /// The next row.
        record Row(SourceItem item) implements Step {}

        /// All rows have been read.
        record End() implements Step {}

        /// The library or the file failed.
        record Failed(Exception why) implements Step {}
    }

    /// Reads on a thread of its own: over some damaged pages the library never comes back, and then
    /// this one has to go on without it.
    void read(Path file, Consumer<SourceItem> sink) {
        String source = file.toString();
        BlockingQueue<Step> steps = new ArrayBlockingQueue<>(ROWS_AHEAD);
        Thread library = Thread.ofPlatform().daemon().name("parquet").start(() -> run(file, steps));
        long rows = 0;
        try {
            while (true) {
                Step step = steps.poll(STALLED_SECONDS, TimeUnit.SECONDS);
                switch (step) {
                    case Step.Row(SourceItem item) -> {
                        sink.accept(item);
                        rows++;
                    }
                    case Step.End() -> {
                        return;
                    }
                    case Step.Failed(DataException named) -> throw named;
                    case Step.Failed(Exception _) -> {
                        // what a decoder says of a damaged page helps no reader of the quarantine
                        sink.accept(Unreadable.rest(source, rows, DAMAGED));
                        return;
                    }
                    case null -> {
                        sink.accept(Unreadable.rest(source, rows, DAMAGED));
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading " + file);
        } finally {
            library.interrupt();
        }
    }

    private void run(Path file, BlockingQueue<Step> steps) {
        try {
            try {
                readRows(file, steps);
                steps.put(new Step.End());
            } catch (IOException | RuntimeException e) {
                steps.put(new Step.Failed(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody takes rows any more
        }
    }

    private void readRows(Path file, BlockingQueue<Step> steps)
            throws IOException, InterruptedException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            requireColumn(file, reader);
            requireChunks(file, reader.getFileMetaData());
            long row = 0;
            try (RowReader rows =
                    reader.buildRowReader()
                            .projection(ColumnProjection.columns(options.textField()))
                            .build()) {
                while (rows.hasNext()) {
                    rows.next();
                    row++;
                    steps.put(new Step.Row(item(file.toString(), row, rows)));
                }
            }
            if (row != reader.getFileMetaData().numRows()) {
                throw new IOException("rows are missing");
            }
        }
    }

    private SourceItem item(String source, long row, RowReader rows) {
        if (rows.isNull(options.textField())) {
            return new Rejection(source, row, RejectionReason.MISSING_FIELD, new byte[0]);
        }
        byte[] bytes = rows.getBinary(options.textField());
        return RecordCheck.ofBytes(source, row, bytes, options.maxDocumentBytes());
    }

    /// Checks what the footer says of the column before the library believes it.
    private void requireChunks(Path file, FileMetaData footer) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            requireChunks(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), footer);
        }
    }

    private void requireChunks(MemorySegment file, FileMetaData footer) throws IOException {
        long rows = 0;
        for (RowGroup group : footer.rowGroups()) {
            rows += group.numRows();
            for (ColumnChunk chunk : group.columns()) {
                ColumnMetaData column = chunk.metaData();
                if (!column.pathInSchema().elements().equals(List.of(options.textField()))) {
                    continue;
                }
                long start = chunk.chunkStartOffset();
                long bytes = column.totalCompressedSize();
                if (start < 0
                        || bytes <= 0
                        || bytes > file.byteSize()
                        || start > file.byteSize() - bytes) {
                    throw new IOException("a column lies outside of the file");
                }
                if (column.numValues() != group.numRows()) {
                    throw new IOException("a column has other rows than its group");
                }
                ParquetPages.check(
                        file.asSlice(start, bytes),
                        group.numRows(),
                        column.codec() == CompressionCodec.SNAPPY);
            }
        }
        if (rows != footer.numRows()) {
            throw new IOException("the groups have other rows than the file");
        }
    }

    /// Only a column that is text, and one text a row, will do.
    private void requireColumn(Path file, ParquetFileReader reader) {
        String wanted = options.textField();
        List<ColumnSchema> columns = reader.getFileSchema().getColumns();
        List<String> texts =
                columns.stream().filter(ParquetReader::isText).map(ParquetReader::path).toList();
        String hint =
                texts.isEmpty()
                        ? "no column of it holds one text a row"
                        : "text is in " + texts + ": name the right one as the text field";
        Optional<ColumnSchema> found =
                columns.stream().filter(column -> path(column).equals(wanted)).findFirst();
        if (found.isEmpty()) {
            boolean group =
                    columns.stream().anyMatch(column -> path(column).startsWith(wanted + "."));
            throw new DataException(
                    group
                            ? "column \"%s\" of %s has columns of its own, %s; %s"
                                    .formatted(
                                            wanted,
                                            file,
                                            columns.stream()
                                                    .map(ParquetReader::path)
                                                    .filter(name -> name.startsWith(wanted + "."))
                                                    .toList(),
                                            hint)
                            : "%s has no column \"%s\"; %s".formatted(file, wanted, hint));
        }
        if (!isText(found.get())) {
            throw new DataException(
                    "column \"%s\" of %s holds %s, not text; %s"
                            .formatted(wanted, file, type(found.get()), hint));
        }
    }

    private static boolean isText(ColumnSchema column) {
        LogicalType logical = column.logicalType();
        boolean characters =
                logical == null
                        || logical instanceof LogicalType.StringType
                        || logical instanceof LogicalType.JsonType
                        || logical instanceof LogicalType.EnumType;
        return column.type() == PhysicalType.BYTE_ARRAY
                && characters
                && column.maxRepetitionLevel() == 0
                && column.fieldPath().elements().size() == 1;
    }

    private static String path(ColumnSchema column) {
        return String.join(".", column.fieldPath().elements());
    }

    /// A type as people call it, such as `int64` or `list of byte_array (string)`.
    private static String type(ColumnSchema column) {
        String name = column.type().name().toLowerCase(Locale.ROOT);
        return column.maxRepetitionLevel() > 0 ? "lists of " + name : name;
    }
}
