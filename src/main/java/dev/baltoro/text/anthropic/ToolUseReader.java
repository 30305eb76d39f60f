package dev.baltoro.text.anthropic;

import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Dialects;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.ToolReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads tool declarations and how they may be used.
final class ToolUseReader {
    private static final Set<String> FIELDS =
            Set.of("type", "name", "description", "input_schema", "strict");

    private ToolUseReader() {}

    /// {@return `tools` and `tool_choice` of a body}
    static ToolUse toolUse(Fields body, CodecLimits limits) {
        List<ToolDeclaration> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields tool : body.objects("tools", limits.tools())) {
            tools.add(declaration(tool, names, limits));
        }
        if (!body.has("tool_choice")) {
            return tools.isEmpty() ? ToolUse.NONE : ToolUse.auto(tools);
        }
        Fields choice = Fields.of("tool_choice", body.get("tool_choice"));
        Dialects.requireKnown(choice, Set.of("type", "name", "disable_parallel_tool_use"));
        return new ToolUse(
                tools, choice(choice, names), !choice.flag("disable_parallel_tool_use", false));
    }

    /// The model sees what it would see in OpenAI's dialect.
    private static ToolDeclaration declaration(Fields tool, Set<String> names, CodecLimits limits) {
        if (!tool.string("type").orElse("custom").equals("custom")) {
            throw tool.wrong(
                    "type", "\"custom\": there are no built-in tools; declare one of your own");
        }
        Dialects.requireKnown(tool, FIELDS);
        ObjectNode nested = JsonMapper.shared().createObjectNode().put("type", "function");
        ObjectNode function =
                nested.putObject("function").put("name", ToolReader.newName(tool, names, limits));
        tool.string("description").ifPresent(text -> function.put("description", text));
        Fields schema =
                tool.object("input_schema")
                        .orElseThrow(() -> tool.missing("input_schema", "a JSON Schema"));
        function.set("parameters", schema.node());
        if (tool.has("strict")) {
            function.put("strict", tool.flag("strict", true));
        }
        return ToolDeclaration.parse(nested.toString());
    }

    private static ToolChoice choice(Fields choice, Set<String> names) {
        return switch (choice.requiredString("type")) {
            case "auto" -> names.isEmpty() ? new ToolChoice.None() : new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "any" -> {
                if (names.isEmpty()) {
                    throw choice.wrong("type", "auto or none: there are no tools");
                }
                yield new ToolChoice.Required();
            }
            case "tool" -> {
                String name = choice.requiredString("name");
                if (!names.contains(name)) {
                    throw choice.wrong("name", "the name of a tool in tools");
                }
                yield new ToolChoice.Named(name);
            }
            default -> throw choice.wrong("type", "auto, any, tool or none");
        };
    }
}
