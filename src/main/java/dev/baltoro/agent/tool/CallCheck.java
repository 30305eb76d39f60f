package dev.baltoro.agent.tool;

import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether a call is one that its declaration allows, checked on what the model wrote and without
/// the grammar that may have held it.
public final class CallCheck {
    private CallCheck() {}

    /// {@return whether a declared tool is named, with arguments that its schema allows}
    public static boolean accepts(List<ToolDeclaration> declared, ToolCall call) {
        for (ToolDeclaration one : declared) {
            JsonNode function = JsonMapper.shared().readTree(one.json()).path("function");
            if (function.path("name").asString("").equals(call.name())) {
                return isAllowed(function.path("parameters"), call.argumentsJson());
            }
        }
        return false;
    }

    private static boolean isAllowed(JsonNode schema, String argumentsJson) {
        try {
            JsonNode arguments = JsonMapper.shared().readTree(argumentsJson);
            return ArgumentCheck.problem(schema, arguments).isEmpty();
        } catch (JacksonException e) {
            return false;
        }
    }
}
