package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A value of a call that is no object and no list, and where it stands among the arguments.
///
/// @param path the tool and the names on the way, `[]` for any item of a list
record Leaf(String path, JsonNode value) {
    /// {@return whether words may say it}
    boolean isSayable() {
        return value.isNumber()
                || value.isString()
                        && !value.asString().isBlank()
                        && !value.asString().equals(Awaited.MARK);
    }

    String text() {
        return value.asString("");
    }

    /// {@return the arguments of a call}
    static JsonNode arguments(ToolCall call) {
        return JsonMapper.shared().readTree(call.argumentsJson());
    }

    /// {@return all values of some calls}
    static List<Leaf> of(List<ToolCall> calls) {
        List<Leaf> leaves = new ArrayList<>();
        calls.forEach(call -> collect(call.name(), arguments(call), leaves));
        return leaves;
    }

    private static void collect(String path, JsonNode value, List<Leaf> into) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member ->
                            collect(path + "." + member.getKey(), member.getValue(), into));
        } else if (value.isArray()) {
            value.forEach(item -> collect(path + "[]", item, into));
        } else {
            into.add(new Leaf(path, value));
        }
    }
}
