package dev.baltoro.flow.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.conversation.Conversation;
import dev.baltoro.text.conversation.ConversationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SynthModelsTest {
    private static final String RECIPE =
            """
            seed: 3
            trajectories: 4
            agents: 4
            tasks: {difficulty: [1, 1]}
            mistakes: 0
            """;

    private static final List<String> TINY = List.of("models.agent=tiny", "models.at_once=1");

    @TempDir private Path folder;

    /// A model with random weights calls tools by its grammar, so form and ids hold whatever it
    /// says; what it said is in the journal, from which a rerun without it ends with the same
    /// bytes.
    @Test
    void modelAsAgentIsAskedOnceAndNeverAgain() throws IOException, InterruptedException {
        SynthRecipe recipe = SynthRecipe.parse(RECIPE, TINY);
        Path asked = folder.resolve("asked");
        String name;
        try (TinyChat tiny = new TinyChat(9)) {
            LocalLlm model = new LocalLlm(tiny.chat());
            name = model.name();
            SynthRun.run(recipe, asked, word -> OpenLlm.of(model), line -> {});
        }
        Path again = folder.resolve("again");
        Files.createDirectories(again);
        Files.copy(asked.resolve("recipe.yaml"), again.resolve("recipe.yaml"));
        Files.copy(asked.resolve("journal.jsonl"), again.resolve("journal.jsonl"));
        SynthRun.run(recipe, again, word -> OpenLlm.offline(name), line -> {});
        assertThat(again.resolve("trajectories.jsonl"))
                .hasSameBinaryContentAs(asked.resolve("trajectories.jsonl"));
        for (String line : Files.readAllLines(asked.resolve("trajectories.jsonl"))) {
            JsonNode json = JsonMapper.shared().readTree(line);
            assertThat(json.path("provenance").path("agent_by").asString()).isEqualTo(name);
            assertThat(json.path("rules").path("reasons").valueStream())
                    .noneMatch(reason ->
                            reason.asString().startsWith("schema: call")
                                    || reason.asString().startsWith("ids: "));
        }
    }

    @Test
    void runWithoutNetworkStopsWhereTheJournalHasNoAnswer() {
        SynthRecipe recipe = SynthRecipe.parse(RECIPE, TINY);
        assertThatThrownBy(() ->
                        SynthRun.run(
                                recipe,
                                folder.resolve("offline"),
                                word -> OpenLlm.offline("tiny"),
                                line -> {}))
                .isInstanceOf(NoAnswer.class)
                .hasMessageStartingWith(
                        "offline: 4 of 4 conversations cannot go on: 4 requests, and what would be asked of their answers, are not in ")
                .hasMessageContaining("journal.jsonl; the first ends with \"");
        assertThat(folder.resolve("offline/parts/part-000000.jsonl")).doesNotExist();
    }

    /// What carries loss is what the agent said and called, and nothing of anybody else.
    @Test
    void tokensHaveTheMaskOfTheAgentsTurns() throws IOException, InterruptedException {
        Path tokenizer = folder.resolve("tokenizer");
        TinyChat.TOKENIZER.save(tokenizer);
        Path out = folder.resolve("tokens");
        SynthRun.run(
                SynthRecipe.parse(RECIPE, List.of("tokenizer=\"" + tokenizer + "\"")),
                out,
                OpenLlm::offline,
                line -> {});
        List<String> tokens = Files.readAllLines(out.resolve("exports/k2.jsonl"));
        List<String> texts = Files.readAllLines(out.resolve("exports/openai.jsonl"));
        assertThat(tokens).hasSameSizeAs(texts).isNotEmpty();
        for (int i = 0; i < tokens.size(); i++) {
            JsonNode line = JsonMapper.shared().readTree(tokens.get(i));
            int[] learned =
                    IntStream.range(0, line.path("ids").size())
                            .filter(at -> line.path("loss").get(at).asInt() == 1)
                            .map(at -> line.path("ids").get(at).asInt())
                            .toArray();
            String text = TinyChat.TOKENIZER.decode(learned);
            Conversation chat = ConversationReader.read(texts.get(i));
            for (Message message : chat.messages()) {
                if (message instanceof Message.Assistant turn) {
                    assertThat(text).contains(turn.content());
                    turn.toolCalls().forEach(call -> assertThat(text).contains(call.id()));
                } else {
                    assertThat(text).doesNotContain(message.content());
                }
            }
        }
    }
}
