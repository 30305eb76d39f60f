package dev.baltoro.text.openai.responses;

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

/// Reads tools as responses have them: a function's fields stand in the tool itself.
final class FlatToolReader {
    private static final Set<String> FIELDS =
            Set.of("type", "name", "description", "parameters", "strict");

    private FlatToolReader() {}

    /// {@return `tools`, `tool_choice` and `parallel_tool_calls` of a body}
    static ToolUse toolUse(Fields body, CodecLimits limits) {
        List<ToolDeclaration> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields tool : body.objects("tools", limits.tools())) {
            tools.add(declaration(tool, names, limits));
        }
        return new ToolUse(
                tools, choice(body, names, limits), body.flag("parallel_tool_calls", true));
    }

    /// The model sees what it would see in a chat completion.
    private static ToolDeclaration declaration(Fields tool, Set<String> names, CodecLimits limits) {
        requireFunction(tool);
        Dialects.requireKnown(tool, FIELDS);
        String name = ToolReader.newName(tool, names, limits);
        tool.string("description");
        tool.flag("strict", true); // stays in the declaration
        tool.object("parameters");
        ObjectNode nested = JsonMapper.shared().createObjectNode().put("type", "function");
        ObjectNode function = nested.putObject("function").put("name", name);
        for (String key : List.of("description", "parameters", "strict")) {
            if (tool.has(key)) {
                function.set(key, tool.get(key));
            }
        }
        return ToolDeclaration.parse(nested.toString());
    }

    private static void requireFunction(Fields tool) {
        if (!tool.requiredString("type").equals("function")) {
            throw tool.wrong(
                    "type", "\"function\": there are no built-in tools; declare one of your own");
        }
    }

    private static ToolChoice choice(Fields body, Set<String> names, CodecLimits limits) {
        String key = "tool_choice";
        if (!body.has(key)) {
            return names.isEmpty() ? new ToolChoice.None() : new ToolChoice.Auto();
        }
        if (!body.get(key).isObject()) {
            return switch (body.get(key).asString("")) {
                case "none" -> new ToolChoice.None();
                case "auto" -> names.isEmpty() ? new ToolChoice.None() : new ToolChoice.Auto();
                case "required" -> required(names);
                default ->
                        throw body.wrong(
                                key,
                                "none, auto, required or {\"type\":\"function\",\"name\":...}");
            };
        }
        Fields choice = Fields.of(key, body.get(key));
        return switch (choice.requiredString("type")) {
            case "function" -> new ToolChoice.Named(declared(choice, names));
            case "allowed_tools" -> among(choice, names, limits);
            default ->
                    throw choice.wrong(
                            "type", "function or allowed_tools: there are no built-in tools");
        };
    }

    private static ToolChoice required(Set<String> names) {
        if (names.isEmpty()) {
            throw Fields.refused(
                    "tool_choice", "tool_choice is required but there are no tools; declare one");
        }
        return new ToolChoice.Required();
    }

    private static ToolChoice among(Fields choice, Set<String> names, CodecLimits limits) {
        boolean required =
                switch (choice.requiredString("mode")) {
                    case "auto" -> false;
                    case "required" -> true;
                    default -> throw choice.wrong("mode", "auto or required");
                };
        Set<String> some = new HashSet<>();
        for (Fields tool : choice.objects("tools", limits.tools())) {
            requireFunction(tool);
            some.add(declared(tool, names));
        }
        if (some.isEmpty()) {
            throw choice.missing("tools", "at least one of the tools in tools");
        }
        return new ToolChoice.Among(some, required);
    }

    private static String declared(Fields tool, Set<String> names) {
        String name = tool.requiredString("name");
        if (!names.contains(name)) {
            throw tool.wrong("name", "the name of a tool in tools");
        }
        return name;
    }
}
