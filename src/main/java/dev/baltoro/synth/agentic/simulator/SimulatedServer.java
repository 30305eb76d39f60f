package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Tools and the state that they act on.
///
/// @param name unique among the servers of a set
/// @param domain the field that it belongs to
/// @param tools as a world has them
/// @param changing names of the tools that may change the state
/// @param keys what tells the rows of a table apart, by table
/// @param start the state at the beginning, which callers may change
/// @param simulator who says what a call does: `code`, `template` or a model's name
public record SimulatedServer(
        String name,
        String domain,
        List<Tool> tools,
        Set<String> changing,
        Map<String, String> keys,
        ObjectNode start,
        String simulator) {
    /// The simulator of tools that are code.
    public static final String CODE = "code";

    public SimulatedServer {
        tools = List.copyOf(tools);
        changing = Set.copyOf(changing);
        keys = Map.copyOf(keys);
        start = start.deepCopy();
    }

    /// {@return a copy of the state at the beginning}
    @Override
    public ObjectNode start() {
        return start.deepCopy();
    }

    /// {@return what a model reads of the tools}
    public List<ToolDeclaration> declared() {
        return tools.stream().map(Tool::declaration).toList();
    }
}
