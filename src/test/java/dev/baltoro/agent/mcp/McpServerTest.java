package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers in processes of their own: how they greet, live and end.
@Timeout(120)
class McpServerTest {
    @TempDir private Path folder;

    private McpServer open(String way) throws Exception {
        return McpServer.open(FakeServer.command(way), options());
    }

    private McpOptions options() {
        return McpOptions.standard().withEnvironment(Map.of(FakeServer.PIDS, pids().toString()));
    }

    private Path pids() {
        return folder.resolve("pids");
    }

    /// {@return how many processes have served in that way}
    private long started(String way) throws Exception {
        return Files.readAllLines(pids()).stream().filter(line -> line.startsWith(way)).count();
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        for (String line : Files.exists(pids()) ? Files.readAllLines(pids()) : List.<String>of()) {
            long pid = Long.parseLong(line.split(" ", -1)[1]);
            assertThat(ProcessHandle.of(pid).filter(ProcessFamily::isRunning)).as(line).isEmpty();
        }
    }

    @Test
    void manyThreadsCallAtOnceAndEachGetsItsAnswer() throws Exception {
        try (McpServer server = open("plain");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(server.tools()).extracting(McpTool::name).containsExactly("echo", "quit");
            Callable<String> call = () -> server.call("echo", Json.object()).text();
            for (Future<String> text :
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(_ -> call).toList())) {
                assertThat(text.get()).isEqualTo("done");
            }
        }
    }

    @Test
    void aServerMayWriteIdsAsText() throws Exception {
        try (McpServer server = open("ids-as-text")) {
            assertThat(server.tools()).hasSize(2);
        }
    }

    @Test
    void aServerThatRefusesTheNewestRevisionIsAskedForItsOwn() throws Exception {
        try (McpServer server = open("older")) {
            assertThat(server.info().protocol()).isEqualTo("2024-11-05");
            assertThat(server.tools()).hasSize(2);
        }
    }

    @Test
    void aRevisionThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> open("newer"))
                .isInstanceOf(McpException.class)
                .hasMessageContaining("2099-01-01");
    }

    @Test
    void pagesWithoutEndEndAtALimit() throws Exception {
        try (McpServer server = open("endless")) {
            McpListing listing = server.listing();
            assertThat(listing.tools()).hasSize(ToolPages.PAGES_MAX);
            assertThat(listing.warnings())
                    .singleElement()
                    .asString()
                    .contains("stopped after page");
        }
    }

    @Test
    void toolsAreListedAgainWhenTheServerSaysThatTheyChanged() throws Exception {
        try (McpServer server = open("changing")) {
            List<McpTool> first = server.tools();
            assertThat(server.tools()).isNotEqualTo(first);
        }
    }

    @Test
    void aCallThatIsNotAnsweredCostsOnlyItself() throws Exception {
        McpOptions hasty = options().withLimits(McpOptions.START_LIMIT, Duration.ofMillis(700));
        try (McpServer server = McpServer.open(FakeServer.command("plain"), hasty)) {
            assertThatThrownBy(() -> server.call("wait", Json.object()))
                    .isInstanceOf(McpException.class)
                    .hasMessage("tool wait: no answer in 1 s; it said: waiting");
        }
    }

    @Test
    void aServerThatEndsIsStartedAgainUpToALimit() throws Exception {
        try (McpServer server = open("plain")) {
            for (int i = 0; i <= McpServer.RESTARTS_MAX; i++) {
                assertThatThrownBy(() -> server.call("quit", Json.object()))
                        .hasMessageContaining("ended with status 3; it said: out of order");
            }
            assertThatThrownBy(() -> server.call("echo", Json.object()))
                    .hasMessageContaining("tool echo: the server ended");
        }
    }

    @Test
    void aServerThatWillNotEndIsEnded() throws Exception {
        open("stubborn").close();
        assertThat(started("stubborn")).isEqualTo(1);
    }

    @Test
    void whatAServerLeavesBehindIsEndedWithIt() throws Exception {
        try (McpServer server = open("orphan")) {
            for (int i = 0; i < 1000 && started("sleeper") == 0; i++) {
                Thread.sleep(20);
            }
            assertThatThrownBy(() -> server.call("quit", Json.object()))
                    .hasMessageContaining("status 3");
        }
        assertThat(started("sleeper")).isEqualTo(1);
    }

    @Test
    void aProgramThatIsNotThereIsToldInOneLine() {
        assertThatThrownBy(() -> McpServer.open("no-such-program x", McpOptions.standard()))
                .isInstanceOf(McpException.class)
                .hasMessageContaining("no-such-program does not start: No such file")
                .message()
                .hasLineCount(1);
    }
}
