package dev.baltoro.text.conversation;

import dev.baltoro.text.chat.CanonicalJson;
import dev.baltoro.text.openai.Fields;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of records, read strictly: nothing after the value, no key twice, no NaN, no number or
/// text that other programs could not carry.
final class RecordJson {
    /// The reader of a file limits its records; within one, a text may be as long as that.
    private static final int STRING_CHARS_MAX = Integer.MAX_VALUE;

    /// Where in a text of its own the parser was, which says nothing to the file's reader.
    private static final Pattern PARSERS_PLACE = Pattern.compile(" ?\\(start marker at .*");

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(STRING_CHARS_MAX)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private RecordJson() {}

    /// {@return the object that a record must be}
    static JsonNode object(String json) {
        JsonNode record = parse(json, "the record");
        if (!record.isObject()) {
            throw new ConversationException("the record is not a JSON object");
        }
        return record;
    }

    /// {@return the value of a text of JSON}
    ///
    /// @param what how the error calls the text
    static JsonNode parse(String json, String what) {
        try {
            JsonNode value = JSON.readTree(json);
            if (value.isMissingNode()) {
                throw new ConversationException(what + " is empty and not JSON");
            }
            return value;
        } catch (JacksonException e) {
            String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            String why = PARSERS_PLACE.matcher(said).replaceAll("");
            throw new ConversationException(what + " is not JSON: " + why, e);
        }
    }

    /// {@return a field's value; where that is a text, the value of the JSON in it, as sets that
    /// are kept in columns have it}
    static JsonNode value(Fields fields, String key) {
        JsonNode value = fields.get(key);
        return value.isString() && !value.stringValue().isBlank()
                ? parse(value.stringValue(), fields.name(key))
                : value;
    }

    /// {@return a value as the template writes it, Python's `json.dumps`}
    static String dumps(JsonNode value) {
        requireText(value);
        return CanonicalJson.dumps(value, ", ", ": ");
    }

    /// Refuses texts with half of a surrogate pair and numbers that are infinite as doubles.
    static void requireText(JsonNode value) {
        if (value.isString()) {
            requireText(value.stringValue());
        } else if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            throw new ConversationException(
                    "a number is too large for JSON's readers: " + Fields.shown(value));
        }
        value.values().forEach(RecordJson::requireText);
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            requireText(property.getKey());
        }
    }

    private static void requireText(String text) {
        boolean half = text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        if (half) {
            throw new ConversationException(
                    "a text has half of a surrogate pair, a character that UTF-8 cannot carry");
        }
    }
}
