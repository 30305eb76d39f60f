package dev.baltoro.synth.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.synth.value.Surroundings.Entity;
import dev.baltoro.synth.value.Surroundings.Link;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What stands before requests, as a store of entities gives it back.
class ResultsTest {
    private static final int DRAWS = 4_000;
    private static final long SEED = 3;

    private static final Surroundings KNOWN =
            new Surroundings(
                    List.of(),
                    List.of(),
                    List.of(
                            new Entity("Ada Holt", "person", List.of("Plays the cello")),
                            new Entity("Rowing Club", "club", List.of("Meets on Mondays"))),
                    List.of(new Link("Ada Holt", "member_of", "Rowing Club")));

    private static final List<ToolDeclaration> TOOLS =
            List.of(
                    tool(
                            "open_nodes",
                            "names",
                            "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"),
                    tool(
                            "delete_entities",
                            "entityNames",
                            "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"),
                    tool("search_nodes", "query", "{\"type\":\"string\"}"));

    private static ToolDeclaration tool(String name, String parameter, String schema) {
        return ToolDeclaration.function(
                name,
                "",
                "{\"type\":\"object\",\"required\":[\"%1$s\"],\"properties\":{\"%1$s\":%2$s}}"
                        .formatted(parameter, schema));
    }

    @Test
    void aStoreShowsWhatItKnowsAndTheAnswerNamesIt() {
        RequestWriter writer = RequestWriter.of(TOOLS, KNOWN, SEED);
        int shown = 0;
        for (long i = 0; i < DRAWS; i++) {
            List<Message> turns = writer.write(i).context().turns();
            if (turns.size() < 4
                    || !(turns.get(2) instanceof Message.ToolResult result)
                    || !result.content().strip().startsWith("{\"entities\"")
                            && !result.content().strip().startsWith("{\n")) {
                continue;
            }
            JsonNode json = JsonMapper.shared().readTree(result.content());
            for (JsonNode entity : json.path("entities")) {
                assertThat(turns.get(3).content()).contains(entity.path("name").asString());
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(100);
    }

    @Test
    void whatIsSaidOfAFoundThingIsMeantOfThatOne() {
        RequestWriter writer = RequestWriter.of(TOOLS, KNOWN, SEED);
        int found = 0;
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.write(i);
            List<Message> turns = request.context().turns();
            if (turns.size() == 4
                    && turns.get(1) instanceof Message.Assistant asked
                    && asked.toolCalls().getFirst().name().equals("search_nodes")
                    && request.expected().size() == 1
                    && request.expected().getFirst().name().equals("delete_entities")) {
                String name =
                        request.expected()
                                .getFirst()
                                .arguments()
                                .path("entityNames")
                                .path(0)
                                .asString();
                String before = turns.get(2).content() + turns.get(3).content();
                assertThat(before + request.request() + request.context().facts())
                        .containsIgnoringCase(name.split(" ", -1)[0]);
                found += before.contains(name) && !request.request().contains(name) ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(10);
    }
}
