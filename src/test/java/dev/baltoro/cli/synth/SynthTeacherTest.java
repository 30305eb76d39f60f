package dev.baltoro.cli.synth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baltoro.ChildJvm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.cli.Main;
import dev.baltoro.cli.Ran;
import dev.baltoro.cli.agent.ListedToolsFile;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.TemplateTeacher;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.CodecLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `synth requests --teacher`, against a real server at an address that answers as the template
/// teacher does, 30 tokens of each prompt and 10 of each answer.
class SynthTeacherTest {
    private static final int COUNT = 12;

    @TempDir static Path shared;

    /// Knows thousands of requests, and so is made once.
    private static TemplateTeacher teacher;

    private static Path tools;

    @TempDir Path folder;

    private HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int refusal;
    private int count = COUNT;

    @BeforeAll
    static void teacher() throws IOException {
        tools =
                Files.writeString(
                        shared.resolve("tools.json"),
                        """
                        {"tools": [
                          {"name": "search_nodes", "description": "Search for nodes in the knowledge graph based on a query",
                           "inputSchema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}},
                          {"name": "open_nodes", "description": "Open specific nodes in the knowledge graph by their names",
                           "inputSchema": {"type": "object", "properties": {"names": {"type": "array", "items": {"type": "string"}}}, "required": ["names"]}}]}
                        """);
        teacher =
                new TemplateTeacher(
                        RequestWriter.of(ListedToolsFile.read(tools), Surroundings.NONE, 99));
    }

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        int status = refusal == 0 ? 200 : refusal;
        if (refusal == 0) {
            try {
                var request =
                        ChatCompletionRequest.read(
                                JsonMapper.shared().readTree(exchange.getRequestBody()),
                                CodecLimits.OPENAI);
                ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
                choice.put("finish_reason", "stop")
                        .putObject("message")
                        .put("role", "assistant")
                        .put("content", teacher.answer(request.chat()).content());
                answer.putObject("usage").put("prompt_tokens", 30).put("completion_tokens", 10);
            } catch (LlmException e) {
                throw new IOException(e);
            }
        } else {
            answer.putObject("error").put("message", "no such key");
        }
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Object[] words(Path run, Object... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "synth",
                                "requests",
                                "--tools",
                                tools,
                                "--count",
                                count,
                                "--seed",
                                4,
                                "--run",
                                run));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private Object[] endpoint(Path run, Object... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                words(
                                        run,
                                        "--teacher",
                                        "http://127.0.0.1:%d/v1"
                                                .formatted(server.getAddress().getPort()),
                                        "--teacher-model",
                                        "far")));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private static JsonNode report(Path run) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve("report.json")));
    }

    @Test
    void theTemplateTeacherIsAnnouncedAndNamedInEveryLine() throws IOException {
        Path run = folder.resolve("template");
        Ran ran = Ran.of(words(run, "--teacher", "template"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err())
                .startsWith("the teacher is `template`: rules and a grammar, no model")
                .contains("request 12/12 (100%)  kept ", "ETA 0:00");
        assertThat(ran.out()).contains("kept ", "asked ");
        List<String> lines = Files.readAllLines(run.resolve("requests.jsonl"));
        List<String> refused = Files.readAllLines(run.resolve("refused.jsonl"));
        assertThat(lines).isNotEmpty();
        assertThat(lines.size() + refused.size()).isEqualTo(COUNT);
        assertThat(lines)
                .allMatch(line -> line.contains("\"provenance\":{\"teacher\":\"template\""));
        assertThat(ToolRequestFile.readWhole(run.resolve("requests.jsonl"))).hasSameSizeAs(lines);
        JsonNode report = report(run);
        assertThat(report.path("kept").asInt()).isEqualTo(lines.size());
        assertThat(report.path("note").asString("")).contains("template");
        int reasons = 0;
        for (JsonNode count : report.path("refused")) {
            reasons += count.asInt();
        }
        assertThat(reasons).isEqualTo(refused.size());
    }

    @Test
    void anEndpointIsAskedOnceAndOfflineTheJournalAnswers() throws IOException {
        Path run = folder.resolve("far");
        Ran first = Ran.of(endpoint(run, "--prices", "1.5,2", "--parallel", 3));
        assertThat(first.code()).as(first.err()).isZero();
        int paid = asked.get();
        assertThat(paid).isBetween(COUNT, 2 * COUNT);
        assertThat(first.out()).contains("asked %d now, 0 from the journal".formatted(paid));
        JsonNode report = report(run);
        assertThat(report.path("answers").asInt()).isEqualTo(paid);
        assertThat(report.path("prompt_tokens").asInt()).isEqualTo(30 * paid);
        assertThat(report.path("cost").asDouble())
                .isCloseTo(
                        (30 * 1.5 + 10 * 2) * paid / 1e6,
                        org.assertj.core.data.Offset.offset(1e-12)); // sums in another order
        byte[] kept = Files.readAllBytes(run.resolve("requests.jsonl"));

        Ran again = Ran.of(endpoint(run, "--prices", "1.5,2"));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(asked).hasValue(paid);
        assertThat(again.out()).contains("asked 0 now, %d from the journal".formatted(paid));
        assertThat(report(run).path("cost")).isEqualTo(report.path("cost"));

        server.stop(0);
        Ran offline = Ran.of(endpoint(run, "--offline"));
        assertThat(offline.code()).as(offline.err()).isZero();
        assertThat(run.resolve("requests.jsonl")).hasBinaryContent(kept);

        count = COUNT + 5;
        Ran more = Ran.of(endpoint(run, "--offline"));
        assertThat(more.code()).isEqualTo(1);
        assertThat(more.err())
                .containsPattern(
                        "offline: 5 requests, and what would be asked of their answers, are not in \\S+journal\\.jsonl; the first ends with \".*\" \\(sha256 [0-9a-f]{64}\\)");
        assertThat(run.resolve("requests.jsonl")).hasBinaryContent(kept);
    }

    /// A process is killed (SIGKILL) between two answers; the same command goes on, and what comes
    /// of it is what an undisturbed run writes.
    @Test
    void aKilledRunGoesOnAndPaysNothingTwice() throws Exception {
        Path whole = folder.resolve("whole");
        Ran undisturbed = Ran.of(endpoint(whole));
        assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
        int all = asked.getAndSet(0);
        Path run = folder.resolve("killed");
        String[] words =
                Arrays.stream(endpoint(run, "--parallel", 1))
                        .map(Object::toString)
                        .toArray(String[]::new);
        Process process =
                new ProcessBuilder(ChildJvm.command(Main.class, words))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("child.log").toFile())
                        .start();
        while (asked.get() < 5) {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("child.log")))
                    .isTrue();
            Thread.sleep(1);
        }
        process.destroyForcibly().waitFor();
        Ran resumed = Ran.of((Object[]) words);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(asked.get()).isBetween(all, all + 1); // one may have been on its way
        for (String file : List.of("requests.jsonl", "refused.jsonl")) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void aTeacherThatRefusesEndsTheRunInALine() {
        refusal = 401;
        Ran ran = Ran.of(endpoint(folder.resolve("refused"), "--parallel", 1));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("the teacher gave no answer 5 times in a row: far at http://127.0.0.1")
                .contains("status 401: no such key; what was answered is kept");
        assertThat(asked).hasValue(5);
    }

    @Test
    void misuseIsSaidInALine() {
        Path run = folder.resolve("none");
        assertThat(Ran.of(words(run, "--teacher", "http://a/v1")).err())
                .contains("name one with --teacher-model");
        assertThat(Ran.of(words(run, "--offline")).err()).contains("go with --teacher");
        assertThat(Ran.of(words(run, "--teacher", "template", "--teacher-model", "m")).err())
                .contains("has no model and no key");
        assertThat(Ran.of(words(run, "--teacher", "template", "--prices", "1")).err())
                .contains("--prices are `1`; give two a million tokens");
        assertThat(Ran.of(words(run, "--teacher", "template", "--out", "x")).err())
                .contains("--out goes without --teacher");
        assertThat(Ran.of(words(run, "--teacher", folder.resolve("nowhere"))).err())
                .contains("there is no such folder");
        assertThat(Ran.of(endpoint(run, "--requests-per-minute", 0)).err()).contains("1 or more");
        assertThat(Ran.of(endpoint(run, "--teacher-key-env", "BALTORO_NO_SUCH_KEY")).err())
                .contains("the environment has no BALTORO_NO_SUCH_KEY");
        assertThat(asked).hasValue(0);
    }
}
