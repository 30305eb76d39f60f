package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Writes tool declarations and how they may be used.
final class ToolWriter {
    private ToolWriter() {}

    /// Puts `tools`, `tool_choice` and `parallel_tool_calls` into a body, as far as they say
    /// anything.
    static void put(ObjectNode body, ToolUse use) {
        if (!use.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            for (ToolDeclaration tool : use.tools()) {
                tools.add(JsonMapper.shared().readTree(tool.json()));
            }
        }
        choice(use).ifPresent(choice -> body.set("tool_choice", choice));
        if (!use.parallel()) {
            body.put("parallel_tool_calls", false);
        }
    }

    private static Optional<JsonNode> choice(ToolUse use) {
        boolean none = use.tools().isEmpty();
        return switch (use.choice()) {
            case ToolChoice.Auto _ -> none ? word("auto") : Optional.empty();
            case ToolChoice.None _ -> none ? Optional.empty() : word("none");
            case ToolChoice.Required _ -> word("required");
            case ToolChoice.Named(String name) -> Optional.of(function(name));
            case ToolChoice.Among(Set<String> names, boolean required) -> {
                ObjectNode choice =
                        JsonMapper.shared().createObjectNode().put("type", "allowed_tools");
                ObjectNode allowed = choice.putObject("allowed_tools");
                allowed.put("mode", required ? "required" : "auto");
                ArrayNode some = allowed.putArray("tools");
                new TreeSet<>(names).forEach(name -> some.add(function(name)));
                yield Optional.of(choice);
            }
        };
    }

    private static Optional<JsonNode> word(String word) {
        return Optional.of(StringNode.valueOf(word));
    }

    private static ObjectNode function(String name) {
        ObjectNode tool = JsonMapper.shared().createObjectNode().put("type", "function");
        tool.putObject("function").put("name", name);
        return tool;
    }
}
