package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ResponseFormat;

/// Reads what an answer's text must be.
final class FormatReader {
    private FormatReader() {}

    /// {@return `response_format` of a body}
    static ResponseFormat format(Fields body, CodecLimits limits) {
        return body.object("response_format")
                .map(given -> of(given, limits))
                .orElse(new ResponseFormat.Text());
    }

    private static ResponseFormat of(Fields format, CodecLimits limits) {
        return switch (format.requiredString("type")) {
            case "text" -> new ResponseFormat.Text();
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" ->
                    schema(
                            format.object("json_schema")
                                    .orElseThrow(() -> format.missing("json_schema", "an object")),
                            limits);
            default -> throw format.wrong("type", "text, json_object or json_schema");
        };
    }

    private static ResponseFormat schema(Fields given, CodecLimits limits) {
        given.flag("strict", true); // schemas always hold here
        String name = given.requiredString("name");
        if (name.isEmpty() || name.length() > limits.nameChars()) {
            throw given.wrong("name", "1 to %d characters".formatted(limits.nameChars()));
        }
        Fields schema =
                given.object("schema").orElseThrow(() -> given.missing("schema", "a JSON Schema"));
        return new ResponseFormat.JsonSchema(name, schema.node().toString());
    }
}
