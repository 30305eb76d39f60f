package dev.baltoro.data.read;

import dev.baltoro.data.DataException;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Reads one column of text from a Parquet file, row group by row group.
record ParquetReader(ReadingOptions options) {
    private static final String DAMAGED =
            "its Parquet data is damaged or cut off, or packed in a way that is not read";

    /// The library tells of each file that it opens; kept, so that the level is not collected.
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    void read(Path file, Consumer<SourceItem> sink) {
        var handover = new Handover(sink);
        try {
            readRows(file, handover);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // what a decoder says of a damaged page means nothing to a reader of the quarantine;
            // the sink's failures are not the file's
            if (handover.inSink && e instanceof RuntimeException failure) {
                throw failure;
            }
            sink.accept(Unreadable.rest(file.toString(), handover.rows, DAMAGED));
        }
    }

    private void readRows(Path file, Handover handover) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            requireColumn(file, reader);
            try (RowReader rows =
                    reader.buildRowReader()
                            .projection(ColumnProjection.columns(options.textField()))
                            .build()) {
                while (rows.hasNext()) {
                    rows.next();
                    handover.accept(item(file.toString(), handover.rows + 1, rows));
                }
            }
            if (handover.rows != reader.getFileMetaData().numRows()) {
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

    /// Passes items on, and knows how many, and whether the sink is at work.
    private static final class Handover {
        private final Consumer<SourceItem> sink;
        private long rows;
        private boolean inSink;

        Handover(Consumer<SourceItem> sink) {
            this.sink = sink;
        }

        void accept(SourceItem item) {
            inSink = true;
            sink.accept(item);
            inSink = false;
            rows++;
        }
    }
}
