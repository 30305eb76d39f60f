package dev.baltoro.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.cli.Ran;
import dev.baltoro.cli.TinyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands, on a tiny random model: what it says does not matter, what is written does.
class AgentEvalCommandTest {
    @TempDir Path folder;

    private Path model;
    private Path tools;
    private Path requests;

    @BeforeEach
    void files() throws IOException {
        model = Files.createDirectory(folder.resolve("tiny"));
        TinyFolder.write(model);
        tools =
                Files.writeString(
                        folder.resolve("tools.json"),
                        """
                        {"tools": [{"name": "weather", "inputSchema": {"type": "object",
                          "properties": {"city": {"enum": ["Paris", "Rome"]}},
                          "required": ["city"], "additionalProperties": false}}]}
                        """);
        requests =
                Files.writeString(
                        folder.resolve("requests.jsonl"),
                        """
                        {"id": "a", "request": "Rain in Paris?", "expected": [{"name": "weather", "arguments": {"city": "Paris"}}], "kind": "single", "difficulty": "easy"}
                        {"id": "b", "request": "Hello", "expected": [], "kind": "no-tool", "difficulty": "easy"}
                        {"id": "c", "request": "Rain?", "expected": [], "kind": "ask-back", "difficulty": "easy"}
                        """);
    }

    private Ran eval(Object... more) {
        Object[] words = {
            "agent",
            "eval",
            "--model",
            model,
            "--tools",
            tools,
            "--requests",
            requests,
            "--out",
            folder.resolve("out"),
            "--max-tokens",
            12,
            "--threads",
            1
        };
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Ran.of(all);
    }

    @Test
    void predictionsAndScoresAreWrittenAndScoredAlike() throws IOException {
        Ran ran = eval();
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("all", "kind: no-tool", "s a request", "decodes");
        assertThat(ran.err())
                .contains(
                        "no server: every call is answered \"ok\" (requests that need results: 0)")
                .contains("request 3/3 (100%)");
        Path predictions = folder.resolve("out/predictions.jsonl");
        assertThat(PredictionFile.read(predictions).keySet()).containsExactly("a", "b", "c");
        JsonNode scores =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("out/scores.json")));
        assertThat(scores.path("model").asString()).isEqualTo("tiny");
        assertThat(scores.path("calls_carried_out").asBoolean(true)).isFalse();
        assertThat(scores.at("/figures/all/n").asInt()).isEqualTo(3);
        assertThat(scores.at("/cost/requests").asInt()).isEqualTo(3);

        Ran again = Ran.of("agent", "score", requests, predictions, "--tools", tools, "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(JsonMapper.shared().readTree(again.out()).path("figures"))
                .isEqualTo(scores.path("figures"));

        Files.writeString(predictions, "{\"id\":\"a\",\"calls\":[],\"text\":\"kept\"}\n");
        Ran resumed = eval("--resume");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("request 2/2");
        Map<String, Prediction> kept = PredictionFile.read(predictions);
        assertThat(kept).hasSize(3);
        assertThat(kept).containsEntry("a", new Prediction("a", List.of(), "kept"));
    }

    @Test
    void scoreShowsWhatWentWrong() throws IOException {
        Path predictions =
                Files.writeString(
                        folder.resolve("p.jsonl"),
                        """
                        {"id": "a", "calls": [{"name": "weather", "arguments": {"city": "Rome"}}]}
                        {"id": "b", "text": "Hello!"}
                        {"id": "z", "text": "?"}
                        """);
        Ran ran =
                Ran.of(
                        "agent",
                        "score",
                        requests,
                        predictions,
                        "--tools",
                        tools,
                        "--show",
                        1,
                        "--by-tool");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern("all +33\\.3 % +\\[6\\.1, 79\\.2\\] +1 of 3")
                .containsPattern("calls valid by inputSchema +100\\.0 %")
                .containsPattern("tool: weather +0\\.0 %")
                .contains("without a prediction, counted as wrong: 1")
                .contains("a (single, easy): Rain in Paris?")
                .contains("wanted [{\"name\":\"weather\",\"arguments\":{\"city\":\"Paris\"}}]")
                .doesNotContain("c (ask-back");
        assertThat(ran.err()).contains("predictions of requests that the file does not have: 1");
    }

    @Test
    void misuseIsSaidInALine() throws IOException {
        assertThat(eval("--declare", "some").err()).contains("--declare is some; use full or none");
        assertThat(eval("--reset", "x").err()).contains("go with --mcp");
        assertThat(eval("--mcp", "x").err()).contains("name the tools");
        assertThat(Ran.of("agent", "--tools", tools, "--reset", "x").err())
                .contains("go with --mcp");
        assertThat(eval("--model-name", "x").err()).contains("--model-name goes with an endpoint");
        assertThat(eval("--parallel", 0).code()).isEqualTo(2);
        Ran shared =
                Ran.of(
                        "agent",
                        "eval",
                        "--model",
                        model,
                        "--mcp",
                        "x",
                        "--reset",
                        "y",
                        "--parallel",
                        2,
                        "--requests",
                        requests);
        assertThat(shared.code()).isEqualTo(2);
        assertThat(shared.err()).contains("write {n} for their number");
        Files.writeString(requests, "{}\n");
        assertThat(eval().err()).contains("line 1: id is missing");
        Files.writeString(tools, "{\"tools\": []}");
        Files.writeString(requests, "");
        assertThat(eval().err()).contains("lists no tool");
    }
}
