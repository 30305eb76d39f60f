package dev.baltoro.data.read;

import dev.baltoro.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/// Reads JSON that is not one object a line: an array of objects, or objects over several lines.
/// Records are numbered from 1; after a damaged one nothing can be found again.
final class JsonValuesReader {
    private static final String DAMAGED = "its JSON is damaged or cut off there";
    private static final byte[] NOTHING = new byte[0];

    private final RecordParser records;

    JsonValuesReader(ReadingOptions options) {
        this.records = new RecordParser(options, JsonLinesReader.maxLineBytes(options));
    }

    void read(String source, InputStream in, Consumer<SourceItem> sink) {
        // strict: the parser's own decoding would let some bad bytes pass
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        long[] record = {0};
        try (JsonParser parser = records.parser(text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        one(parser, source, ++record[0], sink);
                    }
                } else {
                    one(parser, source, ++record[0], sink);
                }
                token = parser.nextToken();
            }
        } catch (JacksonIOException e) {
            String why = e.getCause() instanceof IOException cause ? Reason.of(cause) : DAMAGED;
            sink.accept(Unreadable.rest(source, record[0], why));
        } catch (JacksonException e) {
            sink.accept(Unreadable.rest(source, record[0], DAMAGED));
        }
    }

    private void one(JsonParser parser, String source, long number, Consumer<SourceItem> sink) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            sink.accept(records.object(parser, source, number, NOTHING));
        } else {
            parser.skipChildren();
            sink.accept(new Rejection(source, number, RejectionReason.BAD_JSON, NOTHING));
        }
    }
}
