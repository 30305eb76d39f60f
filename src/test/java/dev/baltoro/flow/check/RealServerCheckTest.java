package dev.baltoro.flow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.baltoro.agent.evaluation.CallOutcome.Ending;
import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.evaluation.FixturePaths;
import dev.baltoro.agent.evaluation.FreshServer;
import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.flow.Host;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Written requests on npm's memory server. Where it cannot be installed the test is skipped.
@Timeout(300)
class RealServerCheckTest {
    /// More is a registry that cannot be reached.
    private static final Duration INSTALL_LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void theMemoryServerTakesWhatIsWrittenAndItsAnswersAreKept() throws Exception {
        Path graph = folder.resolve("graph.jsonl");
        Path fixture =
                Files.writeString(
                        folder.resolve("fixture.jsonl"),
                        "{\"type\":\"entity\",\"name\":\"Åsa\",\"entityType\":\"person\",\"observations\":[\"sails\"]}\n");
        String command =
                "MEMORY_FILE_PATH='%s' npx -y @modelcontextprotocol/server-memory@2026.8.31"
                        .formatted(graph);
        List<ToolDeclaration> tools = listed(command);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        CheckedCalls checked =
                new ServerCheck(
                                folder.resolve("run"),
                                new ServerCheck.Limits(5, 2),
                                true,
                                () -> open(command, "cp '%s' '%s'".formatted(fixture, graph)),
                                Host.printing(new PrintStream(told, true, StandardCharsets.UTF_8)))
                        .run(RequestWriter.of(tools, Surroundings.NONE, 1)::write);
        assertThat(checked.requests()).isNotEmpty();
        assertThat(checked.calls())
                .as(told.toString(StandardCharsets.UTF_8))
                .noneMatch(carried -> carried.outcome().ending() == Ending.MALFORMED)
                .noneMatch(carried -> carried.outcome().ending() == Ending.UNANSWERED)
                .anyMatch(carried -> carried.outcome().ending() == Ending.ACCEPTED);
        assertThat(folder.resolve("run/checked_tools.json")).exists();
    }

    private static List<ToolDeclaration> listed(String command) throws InterruptedException {
        try (McpServer server =
                McpServer.open(
                        command,
                        McpOptions.standard().withLimits(INSTALL_LIMIT, McpOptions.CALL_LIMIT))) {
            return server.tools().stream().map(McpTool::declaration).toList();
        } catch (McpException e) {
            return abort("a server from npm does not start: " + e.getMessage());
        }
    }

    private static FreshServer open(String command, String reset)
            throws EvaluationFailure, InterruptedException {
        return FreshServer.open(command, Optional.of(reset), FixturePaths.PLAIN, false);
    }
}
