package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.Tool;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A server that nobody runs: the tools of one application, and what its tables have at the start.
///
/// @param application what it is for
/// @param house how it is written
/// @param tools 3 to 20, each with a name of its own
/// @param start the state, which callers may change
public record InventedServer(
        Application application, House house, List<InventedTool> tools, ObjectNode start) {
    public InventedServer {
        tools = List.copyOf(tools);
        start = start.deepCopy();
    }

    /// {@return a copy of the state at the start}
    @Override
    public ObjectNode start() {
        return start.deepCopy();
    }

    /// {@return the tools as a world has them}
    public List<Tool> callable() {
        return tools.stream().map(InventedTool::tool).toList();
    }
}
