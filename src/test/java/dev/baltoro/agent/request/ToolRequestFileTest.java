package dev.baltoro.agent.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baltoro.TestData;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ToolRequestFileTest {
    @TempDir Path folder;

    private static final String LINE =
            """
            {"id": "a", "request": "and its size?", "kind": "parallel", "difficulty": "hard",
             "needs_results": true, "ask_about": ["size"], "note": "passed over",
             "context": {"facts": "Notes: /n", "roots": ["/n"], "turns": [
               {"role": "user", "content": "read both"},
               {"role": "assistant", "calls": [
                 {"name": "read", "arguments": {"path": "/n/1"}},
                 {"name": "list", "arguments": {}},
                 {"name": "read", "arguments": {"path": "/n/2"}}]},
               {"role": "tool", "name": "read", "content": "one"},
               {"role": "tool", "name": "read", "content": "two"},
               {"role": "tool", "name": "list", "content": "1\\n2"},
               {"role": "assistant", "content": "Done."}]},
             "expected": [{"name": "stat", "arguments": {"path": "/n/1"}}],
             "accept": [[{"name": "list", "arguments": {}}],
               {"calls": [{"name": "ls", "arguments": {}}], "free": [{"path": "0.x", "optional": true}]}],
             "free": [{"path": "0.path", "one_of_ci": ["/N/1"]}]}
            """
                    .replace("\n", " ");

    @Test
    void readsEveryFieldAndGivesCallsTheirIds() {
        ToolRequest request = ToolRequestFile.parse(LINE);
        assertThat(request.kind()).isEqualTo(RequestKind.PARALLEL);
        assertThat(request.difficulty()).isEqualTo(ToolRequest.Difficulty.HARD);
        assertThat(request.needsResults()).isTrue();
        assertThat(request.reply()).isEmpty();
        assertThat(request.askAbout()).containsExactly("size");
        assertThat(request.context().facts()).isEqualTo("Notes: /n");
        assertThat(request.context().roots()).containsExactly("/n");
        assertThat(request.context().turns())
                .containsExactly(
                        new Message.User("read both"),
                        new Message.Assistant(
                                "",
                                List.of(
                                        ToolCall.of("read", 0, "{\"path\":\"/n/1\"}"),
                                        ToolCall.of("list", 1, "{}"),
                                        ToolCall.of("read", 2, "{\"path\":\"/n/2\"}"))),
                        new Message.ToolResult("functions.read:0", "one"),
                        new Message.ToolResult("functions.read:2", "two"),
                        new Message.ToolResult("functions.list:1", "1\n2"),
                        new Message.Assistant("Done."));
        assertThat(request.free()).extracting(Freedom::path).containsExactly("0.path");
        assertThat(request.free().getFirst().rule().toString())
                .isEqualTo("{\"one_of_ci\":[\"/N/1\"]}");
        assertThat(request.accept().getFirst().free()).isEqualTo(request.free());
        assertThat(request.accept().getLast().free())
                .extracting(Freedom::path)
                .containsExactly("0.x");
    }

    @ParameterizedTest
    @CsvSource({"ask-back,ask", "no-tool,answer", "no-tool,ask"})
    void questionAndAnswerAreBothTheReply(String kind, String key) {
        ToolRequest request =
                ToolRequestFile.parse(
                        """
                        {"id":"a","request":"r","expected":[],"kind":"%s","difficulty":"easy","%s":"Which?"}
                        """
                                .formatted(kind, key));
        assertThat(request.reply()).isEqualTo("Which?");
        assertThat(ToolRequestFile.line(request))
                .contains(kind.equals("ask-back") ? "\"ask\"" : "\"answer\"");
    }

    @Test
    void everyRequestIsReadAsItWasWritten() {
        long seed = Long.getLong("request.seed", 20261129);
        RandomToolRequest requests = new RandomToolRequest(new Random(seed));
        for (int i = 0; i < 2000; i++) {
            ToolRequest request = requests.draw("r" + i);
            assertThat(ToolRequestFile.parse(ToolRequestFile.line(request)))
                    .as("seed %d, request %d", seed, i)
                    .isEqualTo(request);
        }
    }

    @Test
    void fileIsReadAsItWasWrittenAndBadLinesAreNamed() throws IOException {
        RandomToolRequest draws = new RandomToolRequest(new Random(5));
        List<ToolRequest> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(draws.draw("r" + i));
        }
        Path file = folder.resolve("requests.jsonl");
        ToolRequestFile.write(file, requests);
        assertThat(ToolRequestFile.readWhole(file)).isEqualTo(requests);

        String good = Files.readString(file);
        String twice = ToolRequestFile.line(requests.getFirst());
        Files.writeString(file, "\uFEFF" + good + "\n{\n" + twice + "\n");
        ToolRequestFile.Contents contents = ToolRequestFile.read(file);
        assertThat(contents.requests()).isEqualTo(requests);
        assertThat(contents.bad())
                .extracting(ToolRequestFile.BadLine::number)
                .containsExactly(22L, 23L);
        assertThat(contents.bad().getLast().reason()).isEqualTo("id r0 is there twice");
        assertThatIOException()
                .isThrownBy(() -> ToolRequestFile.readWhole(file))
                .withMessageContaining("line 22: it is not JSON")
                .withMessageEndingWith("(bad lines in all: 2)");
    }

    @Test
    void fileThatIsNoTextIsRefused() throws IOException {
        Path file = folder.resolve("latin1.jsonl");
        Files.write(file, new byte[] {'{', (byte) 0xE9, '}', '\n'});
        assertThatIOException()
                .isThrownBy(() -> ToolRequestFile.read(file))
                .withMessageContaining("is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]|it is not a JSON object",
                "{\"id\":\"a\",\"id\":\"b\"}|it is not JSON",
                "{\"id\":1}|id is 1; use a string",
                "{\"id\":\"a\"}|request is missing",
                "{\"id\":\"a\",\"request\":\"r\",\"expected\":[],\"kind\":\"many\",\"difficulty\":\"easy\"}"
                        + "|kind is \"many\"; use single, multi-step, parallel, no-tool, ask-back",
                "{\"id\":\"a\",\"request\":\"r\",\"expected\":[],\"kind\":\"single\",\"difficulty\":\"easy\"}"
                        + "|a: a single request has some calls",
                "{\"id\":\"a\",\"request\":\"r\",\"kind\":\"single\",\"difficulty\":\"easy\"}"
                        + "|expected is missing",
                "{\"id\":\"a\",\"request\":\"r\",\"expected\":[{\"name\":\"x\"}],\"kind\":\"single\",\"difficulty\":\"easy\"}"
                        + "|expected[0].arguments is missing",
                "{\"id\":\"a\",\"request\":\"r\",\"context\":{\"turns\":[{\"role\":\"tool\",\"name\":\"x\",\"content\":\"\"}]},"
                        + "\"expected\":[],\"kind\":\"no-tool\",\"difficulty\":\"easy\"}"
                        + "|context.turns[0].name is \"x\"; use the name of a tool that was called before",
                "{\"id\":\"a\",\"request\":\"r\",\"expected\":[],\"kind\":\"no-tool\",\"difficulty\":\"easy\",\"ask_about\":[1]}"
                        + "|ask_about is [1]; use a list of strings",
            })
    void badLineIsRefusedWithOneLineThatSaysWhere(String lineAndReason) {
        String[] parts = lineAndReason.split("\\|", 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolRequestFile.parse(parts[0]))
                .withMessageContaining(parts[1])
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory", "calc"})
    void handWrittenFilesSurvive(String server) throws IOException {
        Path file = TestData.require("own-tools").resolve(server).resolve("sample.jsonl");
        List<String> lines = Files.readAllLines(file).stream().filter(s -> !s.isBlank()).toList();
        List<ToolRequest> requests = ToolRequestFile.readWhole(file);
        assertThat(requests).hasSize(lines.size());
        JsonMapper json = JsonMapper.shared();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(json.readTree(ToolRequestFile.line(requests.get(i))))
                    .isEqualTo(json.readTree(lines.get(i)));
        }
    }
}
