package dev.baltoro.cli.mcp;

import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpResult;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.agent.mcp.ToolHints;
import dev.baltoro.serve.web.PageTool;
import dev.baltoro.serve.web.ToolEffect;
import dev.baltoro.serve.web.ToolOutcome;
import dev.baltoro.text.chat.ToolDeclaration;
import tools.jackson.databind.node.ObjectNode;

/// A tool of a connected server.
///
/// @param source what the server is called on the page
/// @param name what the model calls the tool: the server's own name for it, unless two servers have
///   one of that name
record ListedTool(McpServer server, String source, McpTool tool, String name) {
    PageTool onPage() {
        return new PageTool(
                source,
                ToolDeclaration.function(name, tool.description(), tool.inputSchema().toString()),
                effect(tool.annotations()));
    }

    /// A server that says nothing of a tool may mean anything by it.
    private static ToolEffect effect(ToolHints hints) {
        if (!hints.mayChange()) {
            return ToolEffect.NONE;
        }
        if (hints.readOnly().isEmpty() && hints.destructive().isEmpty()) {
            return ToolEffect.UNKNOWN;
        }
        return hints.destructive().orElse(true) ? ToolEffect.DESTROYS : ToolEffect.ADDS;
    }

    ToolOutcome call(ObjectNode arguments) throws InterruptedException {
        try {
            McpResult result = server.call(tool.name(), arguments);
            return result.isError()
                    ? ToolOutcome.failure(result.text())
                    : ToolOutcome.result(result.text());
        } catch (McpException e) {
            return ToolOutcome.failure(String.valueOf(e.getMessage()));
        }
    }
}
