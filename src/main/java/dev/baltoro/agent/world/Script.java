package dev.baltoro.agent.world;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// A policy whose turns are known beforehand: the solver of a task that knows its own solution.
/// Past the last line it says nothing.
///
/// @param lines a turn each
public record Script(List<Line> lines) implements Policy {
    public Script {
        lines = List.copyOf(lines);
    }

    /// A turn.
    public sealed interface Line {}

    /// A turn that calls a tool.
    public record Call(String tool, String argumentsJson) implements Line {}

    /// A turn without calls.
    public record Say(String text) implements Line {}

    /// {@return a script}
    public static Script of(Line... lines) {
        return new Script(List.of(lines));
    }

    /// {@return a turn that calls a tool, with arguments in the order of their names: K2's template
    /// declares them so}
    ///
    /// @param arguments names and values in turn, such as `"key", "color", "count", 2`
    public static Call call(String tool, Object... arguments) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            sorted.put(arguments[i].toString(), arguments[i + 1]);
        }
        return new Call(tool, JsonMapper.shared().writeValueAsString(sorted));
    }

    /// {@return a turn that calls a tool}
    ///
    /// @param values of the parameters that it requires, in the order of its declaration
    public static Call call(Tool tool, Object... values) {
        List<String> names = tool.required();
        if (names.size() != values.length) {
            throw new IllegalArgumentException(
                    "a call of %s needs a value for each of %s, and has %d"
                            .formatted(tool.name(), names, values.length));
        }
        Object[] arguments = new Object[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            arguments[2 * i] = names.get(i);
            arguments[2 * i + 1] = values[i];
        }
        return call(tool.name(), arguments);
    }

    /// {@return a turn without calls}
    public static Say say(String text) {
        return new Say(text);
    }

    /// {@return the calls, in order}
    public List<Call> calls() {
        return lines.stream().filter(Call.class::isInstance).map(Call.class::cast).toList();
    }

    @Override
    public Turn act(Transcript transcript, List<ToolDeclaration> tools) {
        int at = (int) transcript.turns().count();
        return switch (at < lines.size() ? lines.get(at) : say("")) {
            case Say(String text) -> Turn.say(text);
            case Call(String tool, String arguments) ->
                    Turn.call(ToolCall.of(tool, transcript.calls().size(), arguments));
        };
    }
}
