package dev.baltoro.agent.mcp;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a server lists.
///
/// @param tools in the server's order, each name once
/// @param rejected what is listed but is no tool that can be called
/// @param warnings what was odd about the list as a whole, a line each
public record McpListing(List<McpTool> tools, List<Rejected> rejected, List<String> warnings) {
    /// An entry that is no tool.
    ///
    /// @param name what it calls itself, as far as it does
    /// @param reason one line
    /// @param json the entry
    public record Rejected(String name, String reason, JsonNode json) {}

    /// {@return what the result of `tools/list` lists, as it was saved in a file}
    ///
    /// @throws IllegalArgumentException if it has no list of tools
    public static McpListing of(JsonNode result) {
        if (!result.path("tools").isArray()) {
            throw new IllegalArgumentException(
                    "it has no list \"tools\"; save the result of tools/list");
        }
        ListedTools listed = new ListedTools();
        result.path("tools").forEach(listed::add);
        return listed.listing(List.of());
    }

    /// Takes copies.
    public McpListing {
        tools = List.copyOf(tools);
        rejected = List.copyOf(rejected);
        warnings = List.copyOf(warnings);
    }

    /// {@return what is left without the entries of some names}
    public McpListing without(Set<String> names) {
        return new McpListing(
                tools.stream().filter(tool -> !names.contains(tool.name())).toList(),
                rejected.stream().filter(one -> !names.contains(one.name())).toList(),
                warnings);
    }

    /// {@return how many entries it has}
    public int size() {
        return tools.size() + rejected.size();
    }

    /// {@return a list as it was taken from a server earlier}
    ///
    /// @param entries in the form of the protocol
    public static McpListing read(Iterable<? extends JsonNode> entries, List<String> warnings) {
        ListedTools listed = new ListedTools();
        entries.forEach(listed::add);
        return listed.listing(warnings);
    }
}
