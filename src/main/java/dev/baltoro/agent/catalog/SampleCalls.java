package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpResult;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Calls of a server's tools with sample arguments, to see whether they answer.
public final class SampleCalls {
    /// Chars of a result that are kept.
    static final int TEXT_CHARS_MAX = 20_000;

    private SampleCalls() {}

    /// Which tools are called.
    public enum Which {
        /// None.
        NONE,
        /// Those that say that they change nothing.
        READ_ONLY,
        /// All.
        ALL;

        /// {@return whether a tool is one of them}
        public boolean has(McpTool tool) {
            return switch (this) {
                case NONE -> false;
                case READ_ONLY -> !tool.annotations().mayChange();
                case ALL -> true;
            };
        }
    }

    /// What a call came to.
    ///
    /// @param answered whether there is a result that is no error
    /// @param text the result's or the error's; one line if there is no result
    public record SampleCall(
            String server,
            String tool,
            Optional<ObjectNode> arguments,
            boolean answered,
            String text) {
        /// {@return its line of `calls.jsonl`}
        ObjectNode line() {
            ObjectNode line =
                    JsonMapper.shared().createObjectNode().put("server", server).put("tool", tool);
            arguments.ifPresent(given -> line.set("arguments", given));
            return line.put("ok", answered).put(answered ? "text" : "error", text);
        }
    }

    /// {@return what calling a tool came to}
    public static SampleCall call(McpServer server, String name, McpTool tool)
            throws InterruptedException {
        Optional<ObjectNode> arguments = SampleArguments.of(tool.inputSchema());
        if (arguments.isEmpty()) {
            return new SampleCall(
                    name, tool.name(), arguments, false, "not called: no plain arguments fit");
        }
        try {
            McpResult result = server.call(tool.name(), arguments.get());
            String text = cut(result.text());
            return new SampleCall(
                    name,
                    tool.name(),
                    arguments,
                    !result.isError(),
                    result.isError() && text.isBlank() ? "failed, and does not say why" : text);
        } catch (McpException e) {
            return new SampleCall(
                    name, tool.name(), arguments, false, String.valueOf(e.getMessage()));
        }
    }

    private static String cut(String text) {
        if (text.length() <= TEXT_CHARS_MAX) {
            return text;
        }
        return text.substring(0, TEXT_CHARS_MAX) + "… (%,d chars)".formatted(text.length());
    }
}
