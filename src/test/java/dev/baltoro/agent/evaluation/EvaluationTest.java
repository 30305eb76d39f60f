package dev.baltoro.agent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baltoro.agent.evaluation.RequestOutcome.Ending;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.agent.score.ScoreTable;
import dev.baltoro.agent.score.ToolLevelling;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.stats.Wilson;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Requests to a real server in a process of its own. The other side of [dev.baltoro.agent.llm.Llm]
/// is a script, or a tiny model.
class EvaluationTest {
    private static final DecodingOptions GREEDY =
            DecodingOptions.of(Sampling.OPEN.withTemperature(0)).withMaxTokens(40);

    @TempDir Path folder;

    private final ScriptedLlm llm = new ScriptedLlm();

    private RequestRunner runner() {
        return new RequestRunner(llm, true, GREEDY, new RunLimits(4, 5));
    }

    private static ToolRequest request(String id, String script) {
        return ToolRequestFile.parse(
                """
                {"id": "%s", "request": "%s", "context": {"facts": "Notes are kept."},
                 "expected": [], "kind": "no-tool", "difficulty": "easy"}
                """
                        .formatted(id, script));
    }

    private Evaluation.Servers notes() throws IOException {
        Path file = Files.createDirectories(folder.resolve("a folder")).resolve("notes");
        return worker ->
                FreshServer.open(
                        NotesServer.command("serve '%s'".formatted(file)),
                        Optional.of(NotesServer.command("reset '%s'".formatted(file))),
                        FixturePaths.PLAIN,
                        false);
    }

    private static String text(Map<String, RequestOutcome> outcomes, String id) {
        return outcome(outcomes, id).prediction().text();
    }

    private static RequestOutcome outcome(Map<String, RequestOutcome> outcomes, String id) {
        return Objects.requireNonNull(outcomes.get(id));
    }

    @Test
    void callsAreCarriedOutAndTheirResultsReadUntilTheModelHandsBack() throws Exception {
        List<ToolRequest> requests = List.of(request("a", "add milk; add tea|notes"));
        Map<String, RequestOutcome> outcomes =
                new Evaluation(runner(), notes(), 1).run(requests, (asked, outcome, done) -> {});
        RequestOutcome outcome = outcome(outcomes, "a");
        assertThat(PredictionFile.line(outcome.prediction()))
                .isEqualTo(
                        "{\"id\":\"a\",\"calls\":[{\"name\":\"add\",\"arguments\":{\"note\":\"milk\"}},"
                                + "{\"name\":\"add\",\"arguments\":{\"note\":\"tea\"}},"
                                + "{\"name\":\"notes\",\"arguments\":{}}],\"text\":\"first,milk,tea\"}");
        assertThat(outcome.ending()).isEqualTo(Ending.HANDED_BACK);
        assertThat(outcome.turns()).isEqualTo(3);
        assertThat(outcome.completionTokens()).isEqualTo(15);
        assertThat(Objects.requireNonNull(llm.asked.peek()).messages())
                .containsExactly(
                        new Message.System("Notes are kept."),
                        new Message.User("add milk; add tea|notes"));
        assertThat(llm.asked)
                .allSatisfy(asked ->
                        assertThat(asked.tools().tools())
                                .extracting(ToolDeclaration::name)
                                .contains("add", "notes", "where"));
    }

    @Test
    void everyRequestBeginsAsIfItWereTheFirst() throws Exception {
        List<ToolRequest> requests =
                List.of(
                        request("a", "calls"),
                        request("b", "calls"),
                        request("c", "add milk|notes"),
                        request("d", "notes;calls"),
                        request("e", "fail|calls"));
        Map<String, RequestOutcome> outcomes =
                new Evaluation(runner(), notes(), 1).run(requests, (asked, outcome, done) -> {});
        assertThat(text(outcomes, "a")).isEqualTo("1");
        assertThat(text(outcomes, "b")).as("nothing changed: the same process").isEqualTo("2");
        assertThat(text(outcomes, "c")).isEqualTo("first,milk");
        assertThat(text(outcomes, "d")).as("a new process, a new file").isEqualTo("2");
        assertThat(outcome(outcomes, "e").prediction().calls()).hasSize(2);
        assertThat(llm.asked.stream().flatMap(asked -> asked.messages().stream()))
                .anySatisfy(message ->
                        assertThat(message.content()).startsWith("error: ").contains("it failed"));
    }

    @Test
    void whatNeverEndsIsEndedAndWhatIsNoCallIsAnswered() throws Exception {
        List<ToolRequest> requests =
                List.of(
                        request("turns", "endless"),
                        request("calls", "calls;calls;calls;calls;calls;calls"),
                        request("json", "add ?"),
                        request("name", "nothing"));
        Map<String, RequestOutcome> outcomes =
                new Evaluation(runner(), notes(), 1).run(requests, (asked, outcome, done) -> {});
        assertThat(outcome(outcomes, "turns").ending()).isEqualTo(Ending.TURNS);
        assertThat(outcome(outcomes, "turns").prediction().calls()).hasSize(4);
        assertThat(outcome(outcomes, "calls").ending()).isEqualTo(Ending.CALLS);
        assertThat(outcome(outcomes, "calls").prediction().calls()).hasSize(6);
        assertThat(text(outcomes, "json")).isEqualTo("error: the arguments are no JSON object");
        assertThat(outcome(outcomes, "json").prediction().calls().getFirst().arguments().isString())
                .isTrue();
        assertThat(text(outcomes, "name")).isEqualTo("got ");
    }

    @Test
    void pathsOfAFixtureElsewhereLookToTheModelAsInTheRequest() throws Exception {
        Path file = folder.resolve("notes");
        try (FreshServer server =
                FreshServer.open(
                        NotesServer.command("serve '%s'".formatted(file)),
                        Optional.empty(),
                        new FixturePaths("/tmp/fixture"),
                        false)) {
            RequestOutcome outcome = runner().run(request("a", "where /srv/cafe"), server);
            assertThat(outcome.prediction().text()).isEqualTo("got /srv/cafe");
            assertThat(outcome.prediction().calls().getFirst().arguments().toString())
                    .isEqualTo("{\"path\":\"/srv/cafe\"}");
        }
        FixturePaths paths = new FixturePaths("/tmp/fixture");
        ObjectNode inside =
                paths.inside(
                        (ObjectNode)
                                JsonMapper.shared()
                                        .readTree(
                                                "{\"a\":[\"/x\",\"y\",3],\"b\":{\"c\":\"/tmp/fixture/z\"}}"));
        assertThat(inside.toString())
                .isEqualTo("{\"a\":[\"/tmp/fixture/x\",\"y\",3],\"b\":{\"c\":\"/tmp/fixture/z\"}}");
    }

    @Test
    void workersHaveServersOfTheirOwnAndAllRequestsAreAskedOnce() throws Exception {
        List<ToolRequest> requests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            requests.add(request("r" + i, "add n%d|notes".formatted(i)));
        }
        List<Integer> heard = new ArrayList<>();
        Evaluation.Servers servers =
                worker ->
                        FreshServer.open(
                                NotesServer.command("serve " + folder.resolve("n" + worker)),
                                Optional.of(
                                        NotesServer.command(
                                                "reset " + folder.resolve("n" + worker))),
                                FixturePaths.PLAIN,
                                false);
        Map<String, RequestOutcome> outcomes =
                new Evaluation(runner(), servers, 3)
                        .run(requests, (asked, outcome, done) -> heard.add(done));
        assertThat(outcomes.keySet())
                .containsExactlyElementsOf(requests.stream().map(ToolRequest::id).toList());
        for (int i = 0; i < 6; i++) {
            assertThat(text(outcomes, "r" + i)).isEqualTo("first,n" + i);
        }
        assertThat(heard).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void modelThatIsNotThereEndsItAndAServerThatCannotStartAsWell() throws Exception {
        List<ToolRequest> requests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            requests.add(request("r" + i, i == 1 ? "calls" : "die"));
        }
        Map<String, RequestOutcome> heard = new LinkedHashMap<>();
        Evaluation canned = new Evaluation(runner(), worker -> new CannedServer(List.of()), 1);
        assertThatExceptionOfType(EvaluationFailure.class)
                .isThrownBy(() ->
                        canned.run(
                                requests, (asked, outcome, done) -> heard.put(asked.id(), outcome)))
                .withMessage("the model failed 5 times in a row: no answer today");
        assertThat(heard).hasSize(7);
        assertThat(outcome(heard, "r0").isAnswered()).isFalse();
        assertThat(outcome(heard, "r1").prediction().text())
                .isEqualTo("error: there is no tool calls");

        assertThatExceptionOfType(EvaluationFailure.class)
                .isThrownBy(() ->
                        FreshServer.open(
                                NotesServer.command("serve x"),
                                Optional.of(NotesServer.command("reset /no/such/folder/x")),
                                FixturePaths.PLAIN,
                                false))
                .withMessageStartingWith("the reset command ended with 1: ")
                .withMessageContaining("/no/such/folder/x");
        assertThatExceptionOfType(EvaluationFailure.class)
                .isThrownBy(() ->
                        FreshServer.open(
                                "no-such-program-here",
                                Optional.empty(),
                                FixturePaths.PLAIN,
                                false))
                .withMessageStartingWith("the tools' server: ");
    }

    /// Random weights call at random, and each call is one that its schema allows.
    @Test
    void tinyModelIsScoredAndItsCallsFitTheirSchemas() throws Exception {
        List<ToolDeclaration> tools =
                List.of(
                        ToolDeclaration.function(
                                "weather",
                                "",
                                "{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Paris\",\"Rome\"]},\"days\":{\"enum\":[1,2]}},\"required\":[\"city\"],\"additionalProperties\":false}"));
        List<ToolRequest> requests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            requests.add(
                    request("r" + i, "What is the weather like, for the %d. time?".formatted(i)));
        }
        try (TinyChat tiny = new TinyChat(11)) {
            LocalLlm model = new LocalLlm(tiny.chat());
            RequestRunner runner = new RequestRunner(model, true, GREEDY, new RunLimits(3, 8));
            Map<String, RequestOutcome> outcomes =
                    new Evaluation(runner, worker -> new CannedServer(tools), 2)
                            .run(requests, (asked, outcome, done) -> {});
            Map<String, Prediction> made = new LinkedHashMap<>();
            outcomes.forEach((id, outcome) -> made.put(id, outcome.prediction()));
            ScoreTable table = ScoreTable.of(requests, made, ToolLevelling.of(tools));
            EvaluationScores scores = EvaluationScores.of(table, made.values(), tools);
            Wilson valid = scores.shares().get(EvaluationScores.VALID);
            if (valid != null) { // none called
                assertThat(valid.successes()).isEqualTo(valid.trials());
            }
            assertThat(Objects.requireNonNull(scores.shares().get("all")).trials()).isEqualTo(6);
            assertThat(model.decodeRate()).isPresent();
            RunCost cost = RunCost.of(outcomes.values(), model.decodeRate());
            assertThat(cost.requests()).isEqualTo(6);
            assertThat(cost.json().path("endings").valueStream().mapToInt(n -> n.asInt()).sum())
                    .isEqualTo(6);
        }
    }

    @Test
    void callThatNoSchemaAllowsIsCounted() {
        List<ToolDeclaration> tools =
                List.of(
                        ToolDeclaration.function(
                                "t",
                                "",
                                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"));
        List<Prediction> made =
                List.of(
                        PredictionFile.parse(
                                "{\"id\":\"a\",\"calls\":[{\"name\":\"t\",\"arguments\":{\"n\":1}},{\"name\":\"t\",\"arguments\":{\"n\":\"1\"}}]}"),
                        PredictionFile.parse(
                                "{\"id\":\"b\",\"calls\":[{\"name\":\"u\"},{\"name\":\"t\",\"arguments\":\"{\"}]}"));
        EvaluationScores scores = EvaluationScores.of(new ScoreTable(List.of()), made, tools);
        assertThat(scores.shares()).containsEntry(EvaluationScores.VALID, Wilson.of(1, 4));
        assertThat(scores.json().at("/figures/calls valid by inputSchema/hits").asInt())
                .isEqualTo(1);
    }
}
