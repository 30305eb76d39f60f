package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpListing;
import java.util.List;

/// What one server lists, and where that comes from.
///
/// @param server what it is called
/// @param source the command, the address or the file
/// @param labels what it is about, the first one first; empty if nobody said
/// @param crawled whether it was read off a web page, which knows names of parameters but no types
public record ServerTools(
        String server, String source, List<String> labels, boolean crawled, McpListing listing) {
    /// Takes a copy.
    public ServerTools {
        labels = List.copyOf(labels);
    }
}
