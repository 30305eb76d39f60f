package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Servers that misbehave as real ones do: each does so in one way, and none of them breaks the
/// client.
@Timeout(240)
class McpFieldCasesTest {
    private static final ObjectNode TEXT = Json.object().put("text", "hi");

    @TempDir private Path folder;

    private McpServer open(McpFieldCase one) throws Exception {
        return McpServer.open(one.command(), options());
    }

    private McpOptions options() {
        return McpOptions.standard()
                .withEnvironment(Map.of("MCPQ_REPORT", folder.resolve("report").toString()))
                .withRoots(List.of(folder));
    }

    private List<String> report() throws Exception {
        Path file = folder.resolve("report");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        for (String line : report()) {
            if (line.startsWith("pid ")) {
                long pid = Long.parseLong(line.split(" ", -1)[1]);
                assertThat(ProcessHandle.of(pid).filter(ProcessFamily::isRunning)).isEmpty();
            }
        }
    }

    private static List<String> names(McpServer server) throws Exception {
        return server.tools().stream().map(McpTool::name).toList();
    }

    private void everyToolIsListedAndAnswers(String id) throws Exception {
        McpFieldCase one = McpFieldCase.of(id);
        try (McpServer server = open(one)) {
            assertThat(names(server)).containsExactlyElementsOf(one.tools());
            for (String name : names(server)) {
                McpResult result = server.call(name, TEXT);
                assertThat(result.isError()).as(name).isFalse();
            }
        }
    }

    @Test
    void bannersAndLogLinesOnStandardOutputArePassedOver() throws Exception {
        everyToolIsListedAndAnswers("01");
    }

    @Test
    void anEmptyCursorIsTheLastPage() throws Exception {
        everyToolIsListedAndAnswers("03");
        assertThat(report().stream().filter(line -> line.startsWith("tools/list"))).hasSize(3);
    }

    @Test
    void toolsWithoutASchemaTakeNoArguments() throws Exception {
        McpFieldCase one = McpFieldCase.of("05");
        try (McpServer server = open(one)) {
            assertThat(names(server))
                    .containsExactlyInAnyOrder(
                            "absent",
                            "null",
                            "empty",
                            "only_dialect",
                            "typeless",
                            "healthy",
                            "union");
            assertThat(server.listing().rejected())
                    .extracting(McpListing.Rejected::name)
                    .containsExactly("array", "words");
            McpTool typeless =
                    server.tools().stream()
                            .filter(tool -> tool.name().equals("typeless"))
                            .findFirst()
                            .orElseThrow();
            assertThat(typeless.inputSchema().path("properties").has("q")).isTrue();
            assertThat(server.call("healthy", TEXT).text()).startsWith("healthy got");
        }
    }

    @Test
    void namesAreCalledAsTheyAreListed() throws Exception {
        McpFieldCase one = McpFieldCase.of("09");
        try (McpServer server = open(one)) {
            assertThat(names(server)).hasSize(11).containsAll(one.tools());
            for (String name : names(server)) {
                assertThat(server.call(name, TEXT).text()).startsWith(name + " got");
            }
        }
    }

    @Test
    void contentOfEveryKindIsKeptOrNoted() throws Exception {
        McpFieldCase one = McpFieldCase.of("11");
        try (McpServer server = open(one)) {
            assertThat(server.call("text", Json.object()).text()).isEqualTo("plain words");
            assertThat(server.call("image", Json.object()).text())
                    .isEqualTo("[image, image/png, 68 bytes]");
            assertThat(server.call("audio", Json.object()).text()).contains("audio/wav");
            assertThat(server.call("embedded_text", Json.object()).text())
                    .isEqualTo("embedded words");
            assertThat(server.call("embedded_blob", Json.object()).text())
                    .contains("notes://2", "application/x-demo", "3 bytes");
            assertThat(server.call("link", Json.object()).text())
                    .contains("reports://q3", "application/pdf");
            assertThat(server.call("json_kind", Json.object()).text()).contains("json", "\"a\":1");
            assertThat(server.call("mixed", Json.object()).text())
                    .contains("before", "hologram", "reports://q3", "after");
            assertThat(server.call("nothing", Json.object()).text()).isEmpty();
        }
    }

    @Test
    void aFailedCallSaysWhyInOneLineAndCostsOnlyItself() throws Exception {
        McpFieldCase one = McpFieldCase.of("13");
        try (McpServer server = open(one)) {
            McpResult soft = server.call("soft_error", Json.object());
            assertThat(soft.isError()).isTrue();
            assertThat(soft.text()).contains("quota used up");
            failsWith(server, "invalid_params", "-32602", "city is missing");
            failsWith(server, "internal_error", "-32603", "first line second line end");
            failsWith(server, "no_message", "-32000");
            failsWith(server, "long_error", "-32603", "trace");
            assertThat(server.call("fine", Json.object()).text()).startsWith("fine got");
        }
    }

    private static void failsWith(McpServer server, String tool, String... words) {
        assertThatThrownBy(() -> server.call(tool, Json.object()))
                .isInstanceOf(McpException.class)
                .message()
                .startsWith("tool " + tool)
                .contains(words)
                .hasLineCount(1)
                .hasSizeLessThanOrEqualTo(OneLine.CHARS_MAX);
    }

    @Test
    void aFloodOfLogLinesBlocksNothing() throws Exception {
        everyToolIsListedAndAnswers("15");
    }

    @Test
    void theServersOwnRequestsAreAnsweredAtOnce() throws Exception {
        McpFieldCase one = McpFieldCase.of("17");
        try (McpServer server = open(one)) {
            assertThat(names(server)).containsExactlyElementsOf(one.tools());
            assertThat(server.call("ask_roots", Json.object()).text())
                    .isEqualTo("answered with a result");
            assertThat(server.call("ask_model", Json.object()).text())
                    .isEqualTo("answered with error -32601");
            assertThat(server.call("ask_user", Json.object()).text())
                    .isEqualTo("answered with error -32601");
            assertThat(server.call("plain", Json.object()).isError()).isFalse();
        }
        assertThat(report()).contains("ping: answered with a result");
    }

    @Test
    void anOlderRevisionAndUnknownFieldsAreFine() throws Exception {
        everyToolIsListedAndAnswers("19");
    }

    @Test
    void aServerThatNeverGreetsBackIsGivenUp() throws Exception {
        McpFieldCase one = McpFieldCase.of("21");
        McpOptions hasty = options().withLimits(Duration.ofMillis(1500), McpOptions.CALL_LIMIT);
        assertThatThrownBy(() -> McpServer.open(one.command(), hasty))
                .isInstanceOf(McpException.class)
                .hasMessageContaining("initialize")
                .hasMessageContaining("21-silent-init.py")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aServerThatDiesInACallIsStartedAgainByTheNext() throws Exception {
        McpFieldCase one = McpFieldCase.of("23");
        try (McpServer server = open(one)) {
            assertThat(server.call("before", TEXT).isError()).isFalse();
            assertThatThrownBy(() -> server.call("crash", Json.object()))
                    .hasMessageContaining("status 7")
                    .hasMessageContaining("fatal: out of table space");
            assertThat(server.call("after", TEXT).text()).startsWith("after got");
        }
    }

    @Test
    void aCommandIsSplitAsAShellSplitsIt() throws Exception {
        McpFieldCase one = McpFieldCase.of("26");
        try (McpServer server = open(one)) {
            assertThat(names(server)).containsExactlyElementsOf(one.tools());
            assertThat(server.call("arguments", Json.object()).text())
                    .contains("\"--label\", \"\"", "C:\\\\Temp\\\\new dir", "*.md $HOME");
        }
        assertThatThrownBy(() -> McpServer.open(one.command() + " more", options()))
                .hasMessageContaining("status 2")
                .hasMessageContaining("wrong arguments");
    }

    @Test
    void anEndpointThatAnswersInPlainJsonAndOffersNoStreamIsFine() throws Exception {
        for (String variant : List.of("", " --get-status 404", " --get-status 406")) {
            everyToolOfAnEndpointAnswers("28", variant);
            assertThat(count("GET")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void eventsMayUseAllThatTheirFormatAllows() throws Exception {
        everyToolOfAnEndpointAnswers("30", "");
        try (Served served = serve(McpFieldCase.of("30"), "");
                McpServer server = McpServer.open(served.url(), options())) {
            assertThat(server.call("split_character", Json.object()).text())
                    .isEqualTo("grüße 天気 \uD83D\uDD27");
        }
    }

    @Test
    void aCompressedAnswerIsReadThoughNobodyAskedForIt() throws Exception {
        everyToolOfAnEndpointAnswers("32", "");
    }

    @Test
    void aServerThatIsBusyIsLeftAloneForAsLongAsItAsks() throws Exception {
        everyToolOfAnEndpointAnswers("34", "");
        assertThat(count("status 429")).isEqualTo(1);
    }

    private void everyToolOfAnEndpointAnswers(String id, String more) throws Exception {
        McpFieldCase one = McpFieldCase.of(id);
        Files.deleteIfExists(folder.resolve("report"));
        try (Served served = serve(one, more);
                McpServer server = McpServer.open(served.url(), options())) {
            assertThat(names(server)).containsExactlyElementsOf(one.tools());
            for (String name : names(server)) {
                assertThat(server.call(name, TEXT).isError()).as(name).isFalse();
            }
        }
    }

    /// A server's process that listens at an address.
    private record Served(Process process, String url) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }

    private Served serve(McpFieldCase one, String more) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ShellWords.split(one.command() + more));
        builder.environment().putAll(options().environment());
        Process process = builder.start();
        String first = process.errorReader().readLine();
        assertThat(first).startsWith("url: ");
        return new Served(process, first.substring("url: ".length()));
    }

    /// {@return how often the last server counted something}
    private int count(String what) throws Exception {
        String counts = report().getLast();
        assertThat(counts).startsWith("counts: ");
        return Json.MAPPER.readTree(counts.substring("counts: ".length())).path(what).asInt(0);
    }
}
