package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpTool;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The belt's own tools as an agent reads them.
final class MetaTools {
    static final String SEARCH = "search_tools";
    static final String INSPECT = "inspect_tool";
    static final String ADD = "add_tool";
    static final String DROP = "drop_tool";
    static final String CALL = "call_tool";

    private static final List<McpTool> TOOLS =
            Stream.of(
                            """
                            {"name": "search_tools", "description": "Finds tools by what they are to do. Gives names and one line each, \
                            the best first.", "inputSchema": {"type": "object", "properties": {"query": {"type": "string", \
                            "description": "what is to be done, in a few words"}, "limit": {"type": "integer", "minimum": 1, \
                            "description": "how many to show"}}, "required": ["query"]}, "annotations": {"readOnlyHint": true}}\
                            """,
                            """
                            {"name": "inspect_tool", "description": "Shows a tool's description and the schema of its arguments, without \
                            adding it.", "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}, \
                            "required": ["name"]}, "annotations": {"readOnlyHint": true}}\
                            """,
                            """
                            {"name": "add_tool", "description": "Adds a tool that was found, so that it can be called. Gives its \
                            declaration.", "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}, \
                            "required": ["name"]}, "annotations": {"readOnlyHint": true}}\
                            """,
                            """
                            {"name": "drop_tool", "description": "Drops a tool that was added, to make room for others.", \
                            "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}, \
                            "required": ["name"]}, "annotations": {"readOnlyHint": true}}\
                            """,
                            """
                            {"name": "call_tool", "description": "Calls a tool that was added, where it is not among your tools by its \
                            own name.", "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}, "arguments": \
                            {"type": "object", "description": "as the tool's schema says"}}, "required": ["name", "arguments"]}}\
                            """)
                    .<JsonNode>map(JsonMapper.shared()::readTree)
                    .collect(
                            Collectors.collectingAndThen(
                                    Collectors.toList(),
                                    list -> McpListing.read(list, List.of()).tools()));

    static final Set<String> NAMES =
            TOOLS.stream().map(McpTool::name).collect(Collectors.toUnmodifiableSet());

    private MetaTools() {}

    static List<McpTool> declared() {
        return TOOLS;
    }
}
