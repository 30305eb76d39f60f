package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads tool declarations and how they may be used.
public final class ToolReader {
    /// More than OpenAI takes: people's tools have spaces, slashes and all alphabets in their names
    /// ([dev.baltoro.text.chat.ToolNames]).
    private static final Pattern NAME =
            Pattern.compile("[^\\p{Cntrl}\\p{Cs}]*\\S[^\\p{Cntrl}\\p{Cs}]*");

    private ToolReader() {}

    /// {@return `tools`, `tool_choice` and `parallel_tool_calls` of a body}
    ///
    /// @throws FieldException that names the first field that is wrong
    public static ToolUse toolUse(Fields body, CodecLimits limits) {
        for (String old : List.of("functions", "function_call")) {
            if (body.has(old)) {
                throw Fields.refused(old, old + " is the older form; use tools and tool_choice");
            }
        }
        List<ToolDeclaration> tools = tools(body, limits);
        Set<String> names = tools.stream().map(ToolDeclaration::name).collect(Collectors.toSet());
        return new ToolUse(
                tools, choice(body, names, limits), body.flag("parallel_tool_calls", true));
    }

    /// {@return `tools` of a body; none if it is absent}
    ///
    /// @throws FieldException that names the first field that is wrong
    public static List<ToolDeclaration> tools(Fields body, CodecLimits limits) {
        List<ToolDeclaration> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields tool : body.objects("tools", limits.tools())) {
            tools.add(declaration(tool, names, limits));
        }
        return tools;
    }

    private static ToolDeclaration declaration(Fields tool, Set<String> names, CodecLimits limits) {
        MessageReader.requireFunction(tool);
        Fields function =
                tool.object("function").orElseThrow(() -> tool.missing("function", "an object"));
        newName(function, names, limits);
        function.string("description");
        function.flag("strict", true); // stays in the declaration
        function.object("parameters");
        return ToolDeclaration.parse(tool.node().toString());
    }

    /// {@return the `name` of a function}
    ///
    /// @param names those that others have; it is added
    /// @throws FieldException if another has it, or it is too long
    public static String newName(Fields function, Set<String> names, CodecLimits limits) {
        String name = function.requiredString("name");
        if (name.length() > limits.nameChars() || !NAME.matcher(name).matches()) {
            throw function.wrong(
                    "name", "1 to %d characters on one line".formatted(limits.nameChars()));
        }
        if (!names.add(name)) {
            throw function.wrong("name", "a name that no other tool has");
        }
        return name;
    }

    private static ToolChoice choice(Fields body, Set<String> names, CodecLimits limits) {
        String key = "tool_choice";
        if (!body.has(key)) {
            return names.isEmpty() ? new ToolChoice.None() : new ToolChoice.Auto();
        }
        if (body.get(key).isObject()) {
            return chosen(Fields.of(key, body.get(key)), names, limits);
        }
        String word = body.get(key).isString() ? body.get(key).stringValue() : "";
        return switch (word) {
            case "none" -> new ToolChoice.None();
            case "auto" -> new ToolChoice.Auto();
            case "required" -> {
                if (names.isEmpty()) {
                    throw Fields.refused(
                            key, "tool_choice is required but there are no tools; declare one");
                }
                yield new ToolChoice.Required();
            }
            default ->
                    throw body.wrong(
                            key,
                            "none, auto, required or {\"type\":\"function\",\"function\":{\"name\":...}}");
        };
    }

    private static ToolChoice chosen(Fields choice, Set<String> names, CodecLimits limits) {
        return switch (choice.requiredString("type")) {
            case "function" -> new ToolChoice.Named(name(choice, names));
            case "allowed_tools" -> among(choice, names, limits);
            default -> throw choice.wrong("type", "function or allowed_tools");
        };
    }

    private static ToolChoice among(Fields choice, Set<String> names, CodecLimits limits) {
        String key = "allowed_tools";
        Fields allowed = choice.object(key).orElseThrow(() -> choice.missing(key, "an object"));
        boolean required =
                switch (allowed.requiredString("mode")) {
                    case "auto" -> false;
                    case "required" -> true;
                    default -> throw allowed.wrong("mode", "auto or required");
                };
        Set<String> some = new HashSet<>();
        for (Fields tool : allowed.objects("tools", limits.tools())) {
            MessageReader.requireFunction(tool);
            some.add(name(tool, names));
        }
        if (some.isEmpty()) {
            throw allowed.missing("tools", "at least one of the tools in tools");
        }
        return new ToolChoice.Among(some, required);
    }

    /// {@return which of the tools is meant by `{"function":{"name"}}`}
    private static String name(Fields tool, Set<String> names) {
        Fields function =
                tool.object("function").orElseThrow(() -> tool.missing("function", "an object"));
        String name = function.requiredString("name");
        if (!names.contains(name)) {
            throw function.wrong("name", "the name of a tool in tools");
        }
        return name;
    }
}
