package dev.baltoro.agent.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a tool gave back.
///
/// @param text all of the content for a model to read: text as it is, other kinds noted with kind,
///   media type and size
/// @param isError whether the tool says that it failed
/// @param structured the result's `structuredContent`
/// @param content the items as they came, whatever their kinds
public record McpResult(
        String text, boolean isError, Optional<JsonNode> structured, JsonNode content) {
    static McpResult of(JsonNode result) {
        JsonNode structured = result.path("structuredContent");
        JsonNode content = result.path("content");
        boolean empty = content.isMissingNode() || content.isNull() || content.isEmpty();
        String text =
                empty && structured.isContainer()
                        ? structured.toString()
                        : ContentText.of(content, result);
        return new McpResult(
                text,
                result.path("isError").asBoolean(false),
                structured.isContainer() ? Optional.of(structured) : Optional.empty(),
                content);
    }
}
