package dev.baltoro.agent.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.TestData;
import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.stats.Wilson;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The same verdicts as another program's, on thousands of answers that are nearly right.
class ScoreParityTest {
    /// Of the answers; another one by `-Dscore.seed`. Where both programs read nonsense, such as
    /// flags that are a list, they may differ, so a build does not draw its own.
    private static final long SEED = 20261129;

    /// Answers to each request.
    private static final int ANSWERS = 150;

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir Path folder;

    private static List<ToolDeclaration> tools(Path file) throws IOException {
        return McpListing.of(JSON.readTree(Files.readString(file))).tools().stream()
                .map(McpTool::declaration)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory", "calc"})
    void answersThatAreNearlyRightGetTheSameVerdicts(String server)
            throws IOException, InterruptedException {
        Path data = TestData.require("own-tools").resolve(server);
        compare(data, Files.readAllLines(data.resolve("sample.jsonl")), ANSWERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory", "calc"})
    void answersToOurOwnRequestsGetTheSameVerdicts(String server)
            throws IOException, InterruptedException {
        Path data = TestData.require("own-tools").resolve(server);
        compare(data, HandWrittenRequests.lines(server), ANSWERS / 4);
    }

    private void compare(Path data, List<String> file, int answers)
            throws IOException, InterruptedException {
        List<JsonNode> lines =
                file.stream().filter(line -> !line.isBlank()).map(JSON::readTree).toList();
        List<ToolDeclaration> tools = tools(data.resolve("tools.json"));
        ToolLevelling levelling = ToolLevelling.of(tools);
        List<JsonNode> calls = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        for (JsonNode line : lines) {
            line.path("expected").forEach(calls::add);
            texts.add(line.path("ask").asString(line.path("answer").asString("ok")));
        }
        tools.forEach(tool -> defaults.putAll(levelling.defaults(tool.name())));
        long seed = Long.getLong("score.seed", SEED);
        Perturbation perturbation = new Perturbation(new Random(seed), calls, texts, defaults);
        Random alternatives = new Random(seed);

        List<String> requests = new ArrayList<>();
        List<String> predictions = new ArrayList<>();
        for (JsonNode line : lines) {
            for (int i = 0; i < answers; i++) {
                ObjectNode copy = line.deepCopy().asObject();
                String id = line.path("id").asString() + "-" + i;
                requests.add(copy.put("id", id).toString());
                JsonNode accept = line.path("accept");
                JsonNode gold =
                        accept.isEmpty() || alternatives.nextInt(3) > 0
                                ? line.path("expected")
                                : accept.get(alternatives.nextInt(accept.size()));
                predictions.add(perturbation.draw(id, gold.isObject() ? gold.path("calls") : gold));
            }
        }
        assertSameVerdicts(
                "seed " + seed, data.resolve("tools.json"), levelling, requests, predictions);
    }

    private void assertSameVerdicts(
            String seed,
            Path tools,
            ToolLevelling levelling,
            List<String> requests,
            List<String> predictions)
            throws IOException, InterruptedException {
        ReferenceScore reference = ReferenceScore.of(folder, tools, requests, predictions);
        List<ToolRequest> read = requests.stream().map(ToolRequestFile::parse).toList();
        Map<String, Prediction> made = new HashMap<>();
        predictions.forEach(line -> {
            Prediction prediction = PredictionFile.parse(line);
            made.put(prediction.id(), prediction);
        });
        ScoreTable table = ScoreTable.of(read, made, levelling);
        Set<String> wrong = new HashSet<>();
        table.judged().stream()
                .filter(one -> !one.verdict().right())
                .forEach(one -> wrong.add(one.request().id()));
        Set<String> different = new HashSet<>(wrong);
        different.addAll(reference.wrong());
        different.removeIf(id -> wrong.contains(id) && reference.wrong().contains(id));
        assertThat(different)
                .as(() -> "%s%n%s".formatted(seed, shown(requests, predictions, different, wrong)))
                .isEmpty();
        assertThat(wrong).as("neither all nor none is right").isNotEmpty();
        assertThat(wrong.size()).isLessThan(requests.size());
        for (Map.Entry<String, Wilson> share : table.shares().entrySet()) {
            if (share.getKey().equals("calls")) {
                continue; // our own
            }
            JsonNode theirs = reference.figures().path(share.getKey());
            assertThat(List.of(share.getValue().successes(), share.getValue().trials()))
                    .as("%s, %s", seed, share.getKey())
                    .isEqualTo(List.of(theirs.path("hits").asLong(), theirs.path("n").asLong()));
        }
    }

    private static String shown(
            List<String> requests, List<String> predictions, Set<String> ids, Set<String> wrong) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < requests.size() && all.length() < 5000; i++) {
            String id = JSON.readTree(requests.get(i)).path("id").asString();
            if (ids.contains(id)) {
                all.append(wrong.contains(id) ? "wrong here: " : "right here: ")
                        .append(requests.get(i))
                        .append('\n')
                        .append(predictions.get(i))
                        .append('\n');
            }
        }
        return all.toString();
    }

    /// The cases that [dev.baltoro.agent.score.condition.ConditionTest] holds us to.
    @Test
    void everyConditionIsMeantAlike() throws IOException, InterruptedException {
        List<String> requests = new ArrayList<>();
        List<String> predictions = new ArrayList<>();
        int count = 0;
        for (JsonNode line : resource("conditions.jsonl")) {
            for (String which : List.of("yes", "no")) {
                for (JsonNode value : line.path(which)) {
                    String id = "c" + count++;
                    ObjectNode rule = line.path("rule").deepCopy().asObject();
                    rule.put("path", "0.v");
                    requests.add(request(id, line.path("gold"), rule));
                    ObjectNode prediction = JSON.createObjectNode().put("id", id);
                    ObjectNode call = prediction.putArray("calls").addObject().put("name", "t");
                    call.putObject("arguments").set("v", value);
                    predictions.add(prediction.toString());
                }
            }
        }
        for (JsonNode line : resource("regex-effects.jsonl")) {
            for (String which : List.of("yes", "no")) {
                for (JsonNode arguments : line.path(which)) {
                    String id = "r" + count++;
                    ObjectNode rule = JSON.createObjectNode().put("path", "0");
                    ObjectNode effect = rule.putObject("regex_effect");
                    if (line.has("actions")) {
                        effect.set("actions", line.path("actions"));
                    }
                    ObjectNode request =
                            JSON.readTree(request(id, JSON.nullNode(), rule)).asObject();
                    ((ObjectNode) request.path("expected").get(0))
                            .set("arguments", line.path("gold"));
                    requests.add(request.toString());
                    ObjectNode prediction = JSON.createObjectNode().put("id", id);
                    prediction
                            .putArray("calls")
                            .addObject()
                            .put("name", "t")
                            .set("arguments", arguments);
                    predictions.add(prediction.toString());
                }
            }
        }
        Path tools = TestData.require("own-tools/calc/tools.json");
        assertSameVerdicts("", tools, ToolLevelling.of(tools(tools)), requests, predictions);
    }

    private static String request(String id, JsonNode gold, ObjectNode rule) {
        ObjectNode request =
                JSON.createObjectNode()
                        .put("id", id)
                        .put("request", "r")
                        .put("kind", "single")
                        .put("difficulty", "easy");
        request.putArray("expected")
                .addObject()
                .put("name", "t")
                .putObject("arguments")
                .set("v", gold);
        request.putArray("free").add(rule);
        return request.toString();
    }

    private static List<JsonNode> resource(String name) throws IOException {
        try (InputStream in = ScoreParityTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        }
    }
}
