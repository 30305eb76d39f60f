package dev.baltoro.agent.evaluation;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Tools that are declared and do nothing: every call gets the same answer. Calls that need an
/// earlier one's result cannot be made right with them.
///
/// @param tools that may be called
public record CannedServer(List<ToolDeclaration> tools) implements ToolServer {
    /// What every call of a declared tool gives back.
    public static final String RESULT = "ok";

    public CannedServer {
        tools = List.copyOf(tools);
    }

    @Override
    public void begin() {
        // nothing ever changes
    }

    @Override
    public String call(String name, ObjectNode arguments) {
        return tools.stream().anyMatch(tool -> tool.name().equals(name))
                ? RESULT
                : "error: there is no tool " + name;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
