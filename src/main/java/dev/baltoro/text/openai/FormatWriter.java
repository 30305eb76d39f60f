package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ResponseFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what an answer's text must be.
final class FormatWriter {
    private FormatWriter() {}

    /// Puts `response_format`, or vLLM's `structured_outputs` where OpenAI has no word, into a
    /// body, unless any text will do.
    static void put(ObjectNode body, ResponseFormat format) {
        switch (format) {
            case ResponseFormat.Text _ -> {}
            case ResponseFormat.JsonObject _ ->
                    body.putObject("response_format").put("type", "json_object");
            case ResponseFormat.Pattern(String regex) ->
                    body.putObject("structured_outputs").put("regex", regex);
            case ResponseFormat.OneOf(List<String> texts) -> {
                ArrayNode choice = body.putObject("structured_outputs").putArray("choice");
                texts.forEach(choice::add);
            }
            case ResponseFormat.JsonSchema(String name, String schema, boolean strict) ->
                    body.putObject("response_format")
                            .put("type", "json_schema")
                            .putObject("json_schema")
                            .put("name", name)
                            .put("strict", strict)
                            .set("schema", JsonMapper.shared().readTree(schema));
        }
    }
}
