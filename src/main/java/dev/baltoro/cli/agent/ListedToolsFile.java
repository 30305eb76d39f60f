package dev.baltoro.cli.agent;

import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The saved result of an MCP server's `tools/list`.
public final class ListedToolsFile {
    private static final long BYTES_MAX = 16L << 20;

    private ListedToolsFile() {}

    /// {@return its tools}
    ///
    /// @throws Failure if it is something else
    public static List<ToolDeclaration> read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new Failure("%s is larger than %,d bytes".formatted(file, BYTES_MAX));
        }
        try {
            List<ToolDeclaration> tools =
                    McpListing.of(JsonMapper.shared().readTree(Files.readString(file)))
                            .tools()
                            .stream()
                            .map(McpTool::declaration)
                            .toList();
            if (tools.isEmpty()) {
                throw new Failure(file + " lists no tool");
            }
            return tools;
        } catch (JacksonException e) {
            throw new Failure("%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new Failure("%s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
