package dev.baltoro.flow.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.conversation.Conversation;
import dev.baltoro.text.conversation.ConversationReader;
import dev.baltoro.train.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SynthRunTest {
    private static final String RECIPE =
            """
            seed: 5
            trajectories: 130
            agents: 60
            mistakes: 0.5
            tasks: {slips: 0.3, careless: 0.5}
            """;

    @TempDir static Path temp;

    private static Path whole;
    private static final List<JsonNode> LINES = new ArrayList<>();

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        whole = temp.resolve("whole");
        run(whole);
        for (String line : Files.readAllLines(whole.resolve("trajectories.jsonl"))) {
            LINES.add(JsonMapper.shared().readTree(line));
        }
    }

    private static void run(Path folder) throws IOException, InterruptedException {
        SynthRun.run(
                SynthRecipe.parse(RECIPE, List.of()),
                folder,
                place -> {
                    throw new IOException("no model is named, but " + place + " was opened");
                },
                line -> {});
    }

    /// As after a kill: one part is there, the next one was being written.
    @Test
    void runThatWasKilledEndsWithTheSameBytes() throws IOException, InterruptedException {
        Path killed = temp.resolve("killed");
        Files.createDirectories(killed.resolve("parts"));
        String part = "parts/part-000000.jsonl";
        Files.copy(whole.resolve("recipe.yaml"), killed.resolve("recipe.yaml"));
        Files.copy(whole.resolve(part), killed.resolve(part));
        Files.writeString(killed.resolve("parts/part-000001.jsonl.unfinished"), "{\"id\":");
        run(killed);
        for (String file :
                List.of(
                        "trajectories.jsonl",
                        "exports/openai.jsonl",
                        "exports/sharegpt.jsonl",
                        "report.json")) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void anotherRecipeIsNotMixedIn() {
        SynthRecipe other = SynthRecipe.parse(RECIPE, List.of("seed=6"));
        assertThatThrownBy(() -> SynthRun.run(other, whole, SynthRunTest::noModel, line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another recipe");
    }

    @Test
    void unknownKeyNamesTheNearest() {
        assertThatThrownBy(() -> SynthRecipe.parse("mishaps: {buzy: 0.1}", List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("mishaps.buzy")
                .hasMessageContaining("`busy`");
    }

    @Test
    void bothExportsReadBackAsTheSameConversations() throws IOException {
        List<String> openAi = Files.readAllLines(whole.resolve("exports/openai.jsonl"));
        List<String> shareGpt = Files.readAllLines(whole.resolve("exports/sharegpt.jsonl"));
        assertThat(openAi).hasSameSizeAs(shareGpt).isNotEmpty();
        for (int i = 0; i < openAi.size(); i++) {
            Conversation one = ConversationReader.read(openAi.get(i));
            Conversation other = ConversationReader.read(shareGpt.get(i));
            assertThat(other.tools()).isEqualTo(one.tools());
            assertThat(texts(other)).isEqualTo(texts(one));
        }
    }

    private static List<String> texts(Conversation conversation) {
        List<String> texts = new ArrayList<>();
        for (Message message : conversation.messages()) {
            texts.add(message.content());
            if (message instanceof Message.Assistant turn) {
                turn.toolCalls()
                        .forEach(call ->
                                texts.add(
                                        call.name()
                                                + JsonMapper.shared()
                                                        .readTree(call.argumentsJson())));
            }
        }
        return texts;
    }

    /// Mistakes whose trace a rule can see, with the rule that has to see it.
    @Test
    void rulesFindMistakesThatWereMadeOnPurpose() {
        Map<String, String> rules =
                Map.of(
                        "wrong_id", "ids",
                        "undeclared_parameter", "schema",
                        "repeated_call", "loops",
                        "stopped", "completion",
                        "claimed", "tools",
                        "skipped_question", "asked",
                        "needless_call", "no-call");
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode line : LINES) {
            for (JsonNode mistake : line.path("provenance").path("agent_mistakes")) {
                String kind = mistake.path("kind").asString();
                String rule = rules.get(kind);
                if (rule != null) {
                    seen.merge(kind, 1, Integer::sum);
                    assertThat(line.path("rules").path("reasons").valueStream())
                            .as("%s of %s", kind, line.path("id"))
                            .anyMatch(reason -> reason.asString().startsWith(rule + ": "));
                }
            }
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
    }

    /// Each agent is another prompt or another set of tools, also where sources are mixed and all
    /// who have collected tools share one server.
    @Test
    void asManyAgentsTakePartAsAreAskedFor() throws IOException, InterruptedException {
        assertThat(report(whole).path("agents").asInt()).isEqualTo(60);
        Path tools =
                Files.writeString(
                        temp.resolve("one.jsonl"),
                        """
                        {"server":"desk","name":"create_ticket","description":"Makes a ticket.","inputSchema":{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}}
                        """);
        Path mixed = temp.resolve("mixed");
        SynthRecipe recipe =
                SynthRecipe.parse(
                        RECIPE,
                        List.of(
                                "trajectories=90",
                                "agents=45",
                                "sources.collected=1",
                                "sources.tools=\"" + tools + "\""));
        SynthRun.run(recipe, mixed, SynthRunTest::noModel, line -> {});
        assertThat(report(mixed).path("agents").asInt()).isEqualTo(45);
        assertThat(report(mixed).path("distinct_tool_sets").asInt()).isBetween(10, 40);
    }

    private static JsonNode report(Path folder) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("report.json")));
    }

    /// One tool can be read, the other has no verb that says what it does: its calls are proposed.
    @Test
    void toolsThatExistAreSimulatedWithAndWithoutCode() throws IOException, InterruptedException {
        Path tools = temp.resolve("tools.jsonl");
        String schema =
                "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"},\"count\":{\"type\":\"integer\"}},\"required\":[\"title\"]}";
        Files.writeString(
                tools,
                """
                {"server":"desk","name":"create_ticket","description":"Makes a ticket.","inputSchema":%1$s}
                {"server":"desk","name":"frobnicate","description":"Does it.","inputSchema":%1$s}
                """
                        .formatted(schema));
        Path out = temp.resolve("collected");
        SynthRecipe recipe =
                SynthRecipe.parse(
                        RECIPE,
                        List.of(
                                "trajectories=60",
                                "sources.invented=0",
                                "sources.collected=1",
                                "sources.tools=\"" + tools + "\""));
        SynthRun.run(recipe, out, SynthRunTest::noModel, line -> {});
        int changes = 0;
        int proposed = 0;
        int accepted = 0;
        for (String text : Files.readAllLines(out.resolve("trajectories.jsonl"))) {
            JsonNode line = JsonMapper.shared().readTree(text);
            changes += line.path("states").size();
            accepted += line.path("rules").path("accepted").asBoolean() ? 1 : 0;
            boolean template =
                    line.path("provenance").path("tools_by").asString().equals("template");
            proposed += template ? 1 : 0;
        }
        assertThat(changes).isPositive();
        assertThat(proposed).isPositive();
        assertThat(accepted).isGreaterThan(15); // half of the agents err on purpose
    }

    @Test
    void whatUsersSaidWronglyIsNotTheAgentsFault() {
        List<JsonNode> users =
                LINES.stream()
                        .filter(line -> line.path("provenance").path("agent_mistakes").isEmpty())
                        .filter(line ->
                                line.path("provenance")
                                        .path("user_mistakes")
                                        .valueStream()
                                        .anyMatch(one ->
                                                one.has("noticed")
                                                        && !one.path("noticed").asBoolean()))
                        .toList();
        assertThat(users).isNotEmpty();
        assertThat(users)
                .allMatch(line -> line.path("provenance").path("cause").asString().equals("user"));
    }

    @Test
    void changesOfEachCallAreNamedWithTheMessageThatShowsIt() {
        int changes = 0;
        for (JsonNode line : LINES) {
            for (JsonNode state : line.path("states")) {
                JsonNode message = line.path("messages").path(state.path("after_message").asInt());
                assertThat(message.path("role").asString()).isEqualTo("tool");
                for (JsonNode change : state.path("changes")) {
                    changes++;
                    assertThat(change.path("key").asString()).isNotEmpty();
                    assertThat(change.has("before"))
                            .isEqualTo(!change.path("op").asString().equals("insert"));
                    assertThat(change.has("after"))
                            .isEqualTo(!change.path("op").asString().equals("delete"));
                }
            }
        }
        assertThat(changes).isGreaterThan(50);
    }

    private static OpenLlm noModel(String place) {
        throw new AssertionError("the recipe names no model, but " + place + " was asked for");
    }
}
