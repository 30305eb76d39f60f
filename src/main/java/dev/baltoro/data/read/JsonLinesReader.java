package dev.baltoro.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON lines; blank lines are no records.
final class JsonLinesReader {
    /// A line may hold other fields beside the text, and escapes make text up to six times longer.
    private static final int LINE_BYTES_PER_DOCUMENT_BYTE = 8;

    /// Room for the other fields of short documents.
    private static final int MIN_LINE_BYTES = 1 << 20;

    private final ReadingOptions options;
    private final int maxLineBytes;
    private final JsonMapper json;

    JsonLinesReader(ReadingOptions options) {
        this.options = options;
        this.maxLineBytes =
                Math.clamp(
                        (long) options.maxDocumentBytes() * LINE_BYTES_PER_DOCUMENT_BYTE,
                        MIN_LINE_BYTES,
                        1 << 30);
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxStringLength(maxLineBytes)
                                        .build())
                        .build();
        this.json = JsonMapper.builder(factory).build();
    }

    void read(Path file, Consumer<SourceItem> sink) {
        String source = file.toString();
        long at = 0;
        try (InputStream in = Unpacked.open(file)) {
            ByteLines lines = new ByteLines(in, maxLineBytes);
            while (lines.next()) {
                at = lines.number();
                byte[] bytes = lines.bytes();
                if (lines.tooLong()) {
                    sink.accept(new Rejection(source, at, RejectionReason.TOO_LONG, bytes));
                    continue;
                }
                // parsed from checked characters: the parser itself would let some bad bytes pass
                String text = Utf8.decode(bytes).orElse(null);
                if (text == null) {
                    sink.accept(new Rejection(source, at, RejectionReason.BAD_UTF8, bytes));
                } else if (!text.isBlank()) {
                    sink.accept(item(source, at, text, bytes));
                }
            }
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, at, e));
        }
    }

    private SourceItem item(String source, long line, String text, byte[] raw) {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JacksonException e) {
            return new Rejection(source, line, RejectionReason.BAD_JSON, raw);
        }
        if (!node.isObject()) {
            return new Rejection(source, line, RejectionReason.BAD_JSON, raw);
        }
        JsonNode field = node.path(options.textField());
        if (field.isMissingNode() || field.isNull()) {
            return new Rejection(source, line, RejectionReason.MISSING_FIELD, raw);
        }
        if (!field.isString()) {
            return new Rejection(source, line, RejectionReason.NOT_A_STRING, raw);
        }
        return RecordCheck.ofText(source, line, field.stringValue(), options.maxDocumentBytes());
    }
}
