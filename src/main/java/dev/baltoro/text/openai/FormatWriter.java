package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ResponseFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes what an answer's text must be.
final class FormatWriter {
    private FormatWriter() {}

    /// Puts `response_format` into a body, unless any text will do.
    static void put(ObjectNode body, ResponseFormat format) {
        switch (format) {
            case ResponseFormat.Text _ -> {}
            case ResponseFormat.JsonObject _ ->
                    body.putObject("response_format").put("type", "json_object");
            case ResponseFormat.JsonSchema(String name, String schema) ->
                    body.putObject("response_format")
                            .put("type", "json_schema")
                            .putObject("json_schema")
                            .put("name", name)
                            .put("strict", true)
                            .set("schema", JsonMapper.shared().readTree(schema));
        }
    }
}
