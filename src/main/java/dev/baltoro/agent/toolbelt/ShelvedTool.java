package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.mcp.McpTool;

/// A tool that can be found.
///
/// @param name by which it is added and called; no other tool has it
/// @param server whose it is
/// @param tool as its server lists it
/// @param caller what carries its calls out
public record ShelvedTool(String name, String server, McpTool tool, ToolShelf.Caller caller) {
    /// {@return the tool under its name here}
    McpTool declared() {
        return new McpTool(
                name,
                tool.title(),
                tool.description(),
                tool.inputSchema(),
                tool.outputSchema(),
                tool.annotations());
    }
}
