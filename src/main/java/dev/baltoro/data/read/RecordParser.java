package dev.baltoro.data.read;

import java.io.Reader;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Takes the text out of JSON objects. All of an object is checked, but only its text is kept,
/// unless the object as a whole is the text.
final class RecordParser {
    private final ReadingOptions options;
    private final JsonFactory json;

    /// @param maxStringChars the longest string that is read
    RecordParser(ReadingOptions options, int maxStringChars) {
        this.options = options;
        this.json =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxStringLength(maxStringChars)
                                        .build())
                        .build();
    }

    JsonParser parser(Reader text) {
        return json.createParser(ObjectReadContext.empty(), text);
    }

    /// What a line of JSON is: one object and nothing after it, or a rejection.
    ///
    /// @param raw the line's bytes, for the rejection
    SourceItem line(String source, long line, String text, byte[] raw) {
        if (options.areWholeRecords()) { // who reads the record parses it
            return RecordCheck.ofText(source, line, text, options.maxDocumentBytes());
        }
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Rejection(source, line, RejectionReason.BAD_JSON, raw);
            }
            SourceItem item = object(parser, source, line, raw);
            return parser.nextToken() == null
                    ? item
                    : new Rejection(source, line, RejectionReason.BAD_JSON, raw);
        } catch (JacksonException e) {
            return new Rejection(source, line, RejectionReason.BAD_JSON, raw);
        }
    }

    /// What the object is in which the parser stands; goes to its end.
    SourceItem object(JsonParser parser, String source, long line, byte[] raw) {
        if (options.areWholeRecords()) {
            return RecordCheck.ofText(source, line, copy(parser), options.maxDocumentBytes());
        }
        String text = null;
        RejectionReason why = RejectionReason.MISSING_FIELD;
        boolean seen = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = parser.currentName().equals(options.textField());
            JsonToken value = parser.nextToken();
            if (!wanted) {
                parser.skipChildren();
                continue;
            }
            if (seen) {
                why = RejectionReason.BAD_JSON; // two texts, of which none is the right one
                text = null;
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_STRING) {
                text = parser.getString();
            } else {
                why =
                        value == JsonToken.VALUE_NULL
                                ? RejectionReason.MISSING_FIELD
                                : RejectionReason.NOT_A_STRING;
                parser.skipChildren();
            }
            seen = true;
        }
        return text == null
                ? new Rejection(source, line, why, raw)
                : RecordCheck.ofText(source, line, text, options.maxDocumentBytes());
    }

    /// {@return the object in which the parser stands, numbers and keys as they are written}
    private String copy(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }
}
