package dev.baltoro.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads JSON lines; blank lines are not records.
final class JsonLinesReader {
    /// A line may hold other fields beside the text, and escapes make text up to six times longer.
    private static final int LINE_BYTES_PER_DOCUMENT_BYTE = 8;

    /// Room for the other fields of short documents.
    private static final int MIN_LINE_BYTES = 1 << 20;

    private final int maxLineBytes;
    private final RecordParser records;

    JsonLinesReader(ReadingOptions options) {
        this.maxLineBytes = maxLineBytes(options);
        this.records = new RecordParser(options, maxLineBytes);
    }

    /// {@return the longest line that is read}
    static int maxLineBytes(ReadingOptions options) {
        return Math.clamp(
                (long) options.maxDocumentBytes() * LINE_BYTES_PER_DOCUMENT_BYTE,
                MIN_LINE_BYTES,
                1 << 30);
    }

    void read(String source, InputStream in, Consumer<SourceItem> sink) {
        long at = 0;
        try {
            ByteLines lines = new ByteLines(in, maxLineBytes);
            while (lines.next()) {
                at = lines.number();
                byte[] bytes = lines.bytes();
                if (lines.tooLong()) {
                    sink.accept(new Rejection(source, at, RejectionReason.TOO_LONG, bytes));
                    continue;
                }
                // parsed from checked characters: the parser itself would let some bad bytes pass
                String text = Utf8Check.decode(bytes).orElse(null);
                if (text == null) {
                    sink.accept(new Rejection(source, at, RejectionReason.BAD_UTF8, bytes));
                } else if (!text.isBlank()) {
                    sink.accept(records.line(source, at, text, bytes));
                }
            }
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, at, e));
        }
    }
}
