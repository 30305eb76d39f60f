package dev.baltoro.data.read;

import dev.baltoro.data.DataException;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Reads one column of text from a Parquet file, row group by row group.
record ParquetReader(ReadingOptions options) {
    void read(Path file, Consumer<SourceItem> sink) {
        var handover = new Handover(sink);
        try {
            readRows(file, handover);
        } catch (IOException e) {
            sink.accept(Unreadable.rest(file.toString(), handover.rows, e));
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            // what a decoder throws at a damaged page is its own affair; the sink's failures are
            // not
            if (handover.inSink) {
                throw e;
            }
            sink.accept(Unreadable.rest(file.toString(), handover.rows, e));
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
        }
    }

    private SourceItem item(String source, long row, RowReader rows) {
        if (rows.isNull(options.textField())) {
            return new Rejection(source, row, RejectionReason.MISSING_FIELD, new byte[0]);
        }
        byte[] bytes = rows.getBinary(options.textField());
        return RecordCheck.ofBytes(source, row, bytes, options.maxDocumentBytes());
    }

    private void requireColumn(Path file, ParquetFileReader reader) {
        List<String> names =
                reader.getFileSchema().getColumns().stream()
                        .filter(column -> column.maxRepetitionLevel() == 0)
                        .map(ColumnSchema::name)
                        .toList();
        if (!names.contains(options.textField())) {
            throw new DataException(
                    "%s has no column \"%s\"; it has %s: name the right one as the text field"
                            .formatted(file, options.textField(), names));
        }
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
