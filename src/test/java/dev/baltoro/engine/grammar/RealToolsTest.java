package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import dev.baltoro.TarGz;
import dev.baltoro.TestData;
import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolNames;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.ToolReader;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tools of real MCP servers, as these declare them: the names that people give, and the schemas
/// that their libraries write. Prints what is refused.
class RealToolsTest {
    private static final long SEED = 31;
    private static final double COMPILED_MIN = 0.99;
    private static final long GRAMMAR_BYTES_MAX = 64L << 20;
    private static final int BUDGET_MORE = 60;
    private static final Tokenizer TOKENIZER = Walk.tokenizer();
    private static final ChatEncoder CHAT = new ChatEncoder(TOKENIZER, ChatTemplate.K2);

    /// One server's tools.
    ///
    /// @param schemas by the tools' names
    private record Server(String name, List<ToolDeclaration> tools, ObjectNode schemas) {}

    /// As many as a request may have; of two with one name, the first.
    private static List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        TarGz.jsonFiles(TestData.require("mcp/toucan-servers.tar.gz"))
                .forEach((name, text) -> {
                    ObjectNode body = JsonMapper.shared().createObjectNode();
                    ArrayNode list = body.putArray("tools");
                    ObjectNode schemas = JsonMapper.shared().createObjectNode();
                    for (JsonNode tool :
                            JsonMapper.shared()
                                    .readTree(text)
                                    .at("/metadata/remote_server_response/tools")) {
                        String called = tool.path("name").stringValue();
                        JsonNode schema = tool.path("input_schema");
                        if (schemas.size() < CodecLimits.OPENAI.tools() && !schemas.has(called)) {
                            schemas.set(called, schema);
                            list.addObject()
                                    .put("type", "function")
                                    .putObject("function")
                                    .put("name", called)
                                    .set("parameters", schema);
                        }
                    }
                    if (!schemas.isEmpty()) {
                        servers.add(
                                new Server(
                                        name,
                                        ToolReader.tools(Fields.body(body), CodecLimits.OPENAI),
                                        schemas));
                    }
                });
        return servers;
    }

    @Test
    void everyNameIsTakenAndHasOneInK2sAlphabetThatLeadsBackToIt() {
        int odd = 0;
        for (Server server : servers()) {
            ToolNames names = ToolNames.of(server.tools);
            Set<String> shown = new HashSet<>();
            for (ToolDeclaration tool : server.tools) {
                String name = names.shown(tool.name());
                assertThat(name).matches("[a-zA-Z0-9_.-]{1,64}");
                assertThat(names.given(name)).isEqualTo(tool.name());
                assertThat(shown.add(name)).as("%s: %s", server.name, name).isTrue();
                odd += name.equals(tool.name()) ? 0 : 1;
            }
        }
        assertThat(odd).as("names that K2's alphabet does not have").isGreaterThan(10);
    }

    @Test
    void everyCallIsOfADeclaredToolWithValidArguments() {
        Grammars grammars = new Grammars(GRAMMAR_BYTES_MAX, TOKENIZER);
        Random random = new Random(SEED);
        int tools = 0;
        int calls = 0;
        List<String> refused = new ArrayList<>();
        for (Server server : servers()) {
            for (ToolDeclaration tool : server.tools) {
                tools++;
                try {
                    calls += call(grammars, server, tool, random);
                } catch (SchemaException e) {
                    refused.add(server.name + ": " + e.getMessage());
                }
            }
            grammars.jsonObject(); // the grammar in use has grown since; now it is counted
            assertThat(grammars.bytes()).isLessThanOrEqualTo(GRAMMAR_BYTES_MAX);
        }
        refused.forEach(line -> System.out.println("refused: " + line));
        System.out.printf(
                "seed %d: %d tools, %d refused, %d calls%n", SEED, tools, refused.size(), calls);
        assertThat(refused.size()).isLessThan((int) ((1 - COMPILED_MIN) * tools));
    }

    /// {@return the number of calls of an answer that has to call the tool}
    private static int call(Grammars grammars, Server server, ToolDeclaration tool, Random random) {
        ToolNames names = ToolNames.of(List.of(tool));
        Constraint answer =
                grammars.answer(
                                List.of(
                                        ToolDeclaration.function(
                                                names.shown(tool.name()),
                                                "",
                                                server.schemas.path(tool.name()).toString())),
                                new ToolChoice.Required(),
                                false)
                        .start();
        List<ToolCall> calls =
                CHAT.parse(Walk.random(answer, random, answer.distance() + BUDGET_MORE))
                        .toolCalls();
        assertThat(calls).as("%s of %s", tool, server.name).isNotEmpty();
        Judge judge = judge(Judge.withoutFormats(server.schemas.path(tool.name())));
        for (ToolCall call : calls) {
            assertThat(names.given(call.name())).isEqualTo(tool.name());
            assertThat(judge.errors(call.argumentsJson()))
                    .as("seed %d: %s of %s in %s", SEED, call, tool, server.name)
                    .isEmpty();
        }
        return calls.size();
    }

    /// Older tools say `exclusiveMinimum: true`, as draft 4 has it.
    private static Judge judge(JsonNode schema) {
        boolean older =
                List.of("exclusiveMinimum", "exclusiveMaximum").stream()
                        .flatMap(key -> schema.findValues(key).stream())
                        .anyMatch(JsonNode::isBoolean);
        return new Judge(
                schema.toString(),
                older ? SpecificationVersion.DRAFT_4 : SpecificationVersion.DRAFT_2020_12);
    }
}
