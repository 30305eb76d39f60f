package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ResponseFormat;

/// Reads what an answer's text must be.
final class FormatReader {
    private FormatReader() {}

    /// {@return `response_format` of a body}
    static ResponseFormat format(Fields body) {
        return body.object("response_format")
                .map(FormatReader::of)
                .orElse(new ResponseFormat.Text());
    }

    private static ResponseFormat of(Fields format) {
        return switch (format.requiredString("type")) {
            case "text" -> new ResponseFormat.Text();
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" ->
                    schema(
                            format.object("json_schema")
                                    .orElseThrow(() -> format.missing("json_schema", "an object")));
            default -> throw format.wrong("type", "text, json_object or json_schema");
        };
    }

    private static ResponseFormat schema(Fields given) {
        given.flag("strict", true); // schemas always hold here
        String name = given.requiredString("name");
        if (name.isEmpty() || name.length() > RequestLimits.NAME_MAX) {
            throw given.wrong("name", "1 to %d characters".formatted(RequestLimits.NAME_MAX));
        }
        Fields schema =
                given.object("schema").orElseThrow(() -> given.missing("schema", "a JSON Schema"));
        return new ResponseFormat.JsonSchema(name, schema.node().toString());
    }
}
