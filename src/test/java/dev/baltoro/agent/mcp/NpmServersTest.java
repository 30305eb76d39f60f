package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real servers, as npm's registry has them. Where they cannot be installed the tests are skipped.
@Timeout(300)
class NpmServersTest {
    private static final String SCOPE = "npx -y @modelcontextprotocol/";

    /// More is a registry that cannot be reached.
    private static final Duration INSTALL_LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private static McpServer open(String command) throws InterruptedException {
        try {
            return McpServer.open(
                    command,
                    McpOptions.standard().withLimits(INSTALL_LIMIT, McpOptions.CALL_LIMIT));
        } catch (McpException e) {
            return abort("a server from npm does not start: " + e.getMessage());
        }
    }

    @Test
    void theFileServerReadsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("size 1.txt"), "grüße 天気");
        try (McpServer server =
                open(SCOPE + "server-filesystem@2026.8.31 '" + folder.toRealPath() + "'")) {
            assertThat(server.tools())
                    .filteredOn(tool -> !tool.annotations().mayChange())
                    .extracting(McpTool::name)
                    .contains("read_text_file", "list_directory");
            McpResult result =
                    server.call(
                            "read_text_file",
                            Json.object().put("path", file.toRealPath().toString()));
            assertThat(result.text()).isEqualTo("grüße 天気");
        }
    }

    @Test
    void theMemoryServerKeepsItsGraphInTheFileThatItsEnvironmentNames() throws Exception {
        Path graph = folder.resolve("graph.jsonl");
        try (McpServer server =
                open("MEMORY_FILE_PATH='" + graph + "' " + SCOPE + "server-memory@2026.8.31")) {
            var arguments = Json.object();
            arguments
                    .putArray("entities")
                    .addObject()
                    .put("name", "Åsa")
                    .put("entityType", "person")
                    .putArray("observations");
            assertThat(server.call("create_entities", arguments).isError()).isFalse();
            assertThat(server.call("read_graph", Json.object()).text()).contains("Åsa");
        }
        assertThat(Files.readString(graph)).contains("Åsa");
    }

    @Test
    void theServerOfEverythingEchoes() throws Exception {
        try (McpServer server = open(SCOPE + "server-everything")) {
            assertThat(server.tools()).hasSizeGreaterThan(5);
            assertThat(server.call("echo", Json.object().put("message", "hi")).text())
                    .contains("hi");
        }
    }
}
