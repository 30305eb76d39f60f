package dev.baltoro.agent.mcp;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A tool as its server lists it.
///
/// @param name as it must be called; `dev.baltoro.text.chat.ToolNames` makes it one that the model
///   can say
/// @param description empty if there is none
/// @param inputSchema a JSON Schema of type object for the arguments; not to be changed
/// @param outputSchema of the result's structured content
/// @param annotations what the server says of its effects
public record McpTool(
        String name,
        Optional<String> title,
        String description,
        ObjectNode inputSchema,
        Optional<ObjectNode> outputSchema,
        ToolHints annotations) {
    /// {@return what the model reads of it}
    public ToolDeclaration declaration() {
        return ToolDeclaration.function(name, description, inputSchema.toString());
    }

    /// {@return it as the protocol writes it}
    public ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode().put("name", name);
        title.ifPresent(text -> json.put("title", text));
        json.put("description", description).set("inputSchema", inputSchema);
        outputSchema.ifPresent(schema -> json.set("outputSchema", schema));
        ObjectNode hints = annotations.json();
        if (!hints.isEmpty()) {
            json.set("annotations", hints);
        }
        return json;
    }
}
