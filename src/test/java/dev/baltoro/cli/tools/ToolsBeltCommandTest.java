package dev.baltoro.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.cli.Main;
import dev.baltoro.cli.Ran;
import dev.baltoro.cli.mcp.NotesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ToolsBeltCommandTest {
    @TempDir private Path folder;

    private Path tools() throws IOException {
        return Files.writeString(
                folder.resolve("tools.jsonl"),
                """
                {"server":"Elsewhere","source":"x","name":"paint_fence","description":"Paints a fence in a colour.","inputSchema":{"type":"object"}}
                """);
    }

    private static String command(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private static String said(McpServer belt, String tool, String arguments) throws Exception {
        ObjectNode given = (ObjectNode) JsonMapper.shared().readTree(arguments.replace('\'', '"'));
        return belt.call(tool, given).text();
    }

    /// Our own client starts the belt, which starts a server of its own.
    @Test
    void aClientReachesToolsOfServersBehindTheBelt() throws Exception {
        String notes =
                command(
                        ChildJvm.command(
                                NotesServer.class, "notes", folder.resolve("pids").toString()));
        String belt =
                command(
                        ChildJvm.command(
                                Main.class,
                                "tools",
                                "belt",
                                tools().toString(),
                                "--words-only",
                                "--mcp",
                                notes));
        McpOptions options =
                McpOptions.standard().withLimits(Duration.ofMinutes(2), Duration.ofMinutes(2));
        try (McpServer server = McpServer.open(belt, options)) {
            assertThat(server.tools()).hasSize(5);
            assertThat(said(server, "search_tools", "{'query':'read the notes'}"))
                    .startsWith("read_note");
            said(server, "add_tool", "{'name':'read_note'}");
            assertThat(server.tools()).extracting(McpTool::name).contains("read_note");
            assertThat(said(server, "read_note", "{'title':'milk'}"))
                    .isEqualTo("read_note {\"title\":\"milk\"}");
            said(server, "add_tool", "{'name':'paint_fence'}");
            assertThat(said(server, "call_tool", "{'name':'paint_fence','arguments':{}}"))
                    .contains("Elsewhere, is not connected");
            said(server, "add_tool", "{'name':'crash'}");
            assertThat(said(server, "crash", "{}")).contains("out of paper");
            assertThat(said(server, "read_note", "{'title':'again'}")).contains("again");
        }
        for (String pid : Files.readAllLines(folder.resolve("pids"))) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> process.onExit().join()); // ends, or the test hangs
        }
    }

    @Test
    void searchIsMeasuredOnRequestsThatAreWritten() throws IOException {
        Ran ran = Ran.of("tools", "belt", tools(), "--words-only", "--measure", 5);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains("1 tools; 1 requests as people type them", "100.0 %", "1 of 1");
    }

    @Test
    void misuseCostsOneLine() throws IOException {
        assertThat(Ran.of("tools", "belt").err()).contains("name a folder of tools");
        assertThat(Ran.of("tools", "belt", tools(), "--results", 0).err())
                .contains("use 1 to 100,000");
        assertThat(Ran.of("tools", "belt", "--words-only", "--mcp", "no-such-program").err())
                .contains("no-such-program does not start");
    }
}
