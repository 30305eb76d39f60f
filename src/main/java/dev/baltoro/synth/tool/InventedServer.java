package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.Tool;
import java.util.List;
import java.util.Optional;
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

    /// {@return the same with another state at the start}
    public InventedServer at(ObjectNode state) {
        return new InventedServer(application, house, tools, state);
    }

    /// {@return the same with some of its tools}
    public InventedServer offering(List<InventedTool> some) {
        return new InventedServer(application, house, some, start);
    }

    /// {@return the tool that calls name so}
    public Optional<InventedTool> tool(String name) {
        return tools.stream().filter(tool -> tool.blueprint().name().equals(name)).findFirst();
    }

    /// {@return the tools as a world has them}
    public List<Tool> callable() {
        return tools.stream().map(InventedTool::tool).toList();
    }
}
