package dev.baltoro.train.data;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads one column of text from a Parquet file, row group by row group.
record ParquetReader(ReadingOptions options) {
    void read(Path file, Consumer<SourceItem> sink) {
        String source = file.toString();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            requireColumn(file, reader);
            try (RowReader rows =
                    reader.buildRowReader()
                            .projection(ColumnProjection.columns(options.textField()))
                            .build()) {
                long row = 0;
                Optional<SourceItem> item = next(source, row, rows);
                while (item.isPresent()) {
                    sink.accept(item.get());
                    if (unreadable(item.get())) {
                        break;
                    }
                    row++;
                    item = next(source, row, rows);
                }
            }
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, 0, e));
        }
    }

    /// The next row, or nothing at the end. Catches widely, and the sink is not called here: what a
    /// decoder throws at a damaged page is its own affair, while the sink's failures must get out.
    private Optional<SourceItem> next(String source, long rowsRead, RowReader rows) {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            rows.next();
            return Optional.of(item(source, rowsRead + 1, rows));
        } catch (RuntimeException e) {
            return Optional.of(Unreadable.rest(source, rowsRead, e));
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

    private static boolean unreadable(SourceItem item) {
        return item instanceof Rejection rejection
                && rejection.reason() == RejectionReason.UNREADABLE;
    }
}
