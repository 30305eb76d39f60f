package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.chat.ParsedAnswer;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolGrammarTest {
    private static final long SEED = 11;
    private static final Tokenizer TOKENIZER = Walk.tokenizer();
    private static final ChatEncoder CHAT = new ChatEncoder(TOKENIZER, ChatTemplate.K2);
    private static final int EOS = TOKENIZER.requireSpecialId("[EOS]");
    private static final Grammars GRAMMARS = new Grammars(TOKENIZER, EOS);
    private static final ToolDeclaration WEATHER =
            ToolDeclaration.function(
                    "get_weather",
                    "",
                    "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"}},\"required\":[\"city\"]}");
    private static final ToolDeclaration DOTTED =
            ToolDeclaration.parse("{\"function\":{\"name\":\"mcp.my-tool-2\"}}");
    private static final List<ToolDeclaration> TOOLS = List.of(WEATHER, DOTTED);

    private static String section(String... calls) {
        StringBuilder text = new StringBuilder("<|tool_calls_section_begin|>");
        for (String call : calls) {
            text.append("<|tool_call_begin|>").append(call).append("<|tool_call_end|>");
        }
        return text + "<|tool_calls_section_end|><|im_end|>";
    }

    private static String call(String id, String arguments) {
        return id + "<|tool_call_argument_begin|>" + arguments;
    }

    private static final String FIRST = call("functions.get_weather:0", "{\"city\": \"Beijing\"}");
    private static final String SECOND = call("functions.mcp.my-tool-2:1", "{}");

    private static boolean accepts(ToolChoice choice, boolean parallel, int index, String text) {
        return Walk.accepts(TOKENIZER, GRAMMARS.answer(TOOLS, choice, parallel).start(index), text);
    }

    private static boolean auto(String text) {
        return accepts(new ToolChoice.Auto(), true, 0, text);
    }

    @Test
    void autoIsTextThenCalls() {
        assertThat(auto("Hm.<|im_end|>")).isTrue();
        assertThat(auto(section(FIRST))).isTrue();
        assertThat(auto("Hm. " + section(FIRST, SECOND))).isTrue();
        assertThat(auto("Hm.<|tool_call_begin|>")).isFalse();
        assertThat(auto("Hm.<|im_user|>")).isFalse();
        assertThat(auto("Hm.<|reserved_token_1|>")).isTrue();
        assertThat(auto(section())).isFalse();
        assertThat(auto(section(FIRST).replace("<|im_end|>", " more"))).isFalse();
    }

    @Test
    void namesMayHoldDotsDashesAndDigits() {
        assertThat(auto(section(call("functions.mcp.my-tool-2:0", "{}")))).isTrue();
        assertThat(auto(section(call("functions.mcp.my-tool:0", "{}")))).isFalse();
        assertThat(auto(section(call("mcp.my-tool-2:0", "{}")))).isFalse();
    }

    @Test
    void idsCountOverTheConversation() {
        assertThat(auto(section(SECOND))).isFalse();
        assertThat(accepts(new ToolChoice.Required(), true, 1, section(SECOND))).isTrue();
        String tenth = call("functions.get_weather:9", "{\"city\":\"\"}");
        String eleventh = call("functions.get_weather:10", "{\"days\":1,\"city\":\"\"}");
        assertThat(accepts(new ToolChoice.Required(), true, 9, section(tenth, eleventh))).isTrue();
        assertThat(accepts(new ToolChoice.Required(), true, 9, section(eleventh))).isFalse();
    }

    @Test
    void argumentsKeepToTheirSchema() {
        assertThat(auto(section(call("functions.get_weather:0", "{}")))).isFalse();
        assertThat(auto(section(call("functions.get_weather:0", "{\"city\":1}")))).isFalse();
        assertThat(auto(section(call("functions.get_weather:0", "[]")))).isFalse();
        assertThat(auto(section(call("functions.get_weather:0", "{\"city\":\"a\nb\"}")))).isFalse();
        assertThat(auto(section(call("functions.get_weather:0", "{\"city\":\"a\\nb\"}")))).isTrue();
        assertThat(auto(section(call("functions.mcp.my-tool-2:0", "{\"a\":1}")))).isFalse();
    }

    @Test
    void requiredIsACallFromTheFirstToken() {
        ToolChoice required = new ToolChoice.Required();
        assertThat(accepts(required, true, 0, section(FIRST, SECOND))).isTrue();
        assertThat(accepts(required, true, 0, "Hm.")).isFalse();
        assertThat(accepts(required, true, 0, "<|im_end|>")).isFalse();
        assertThat(accepts(required, true, 0, section())).isFalse();
    }

    @Test
    void namedIsOneCallOfOneTool() {
        ToolChoice named = new ToolChoice.Named("get_weather");
        assertThat(accepts(named, true, 0, section(FIRST))).isTrue();
        assertThat(accepts(named, true, 1, section(SECOND))).isFalse();
        assertThat(
                        accepts(
                                named,
                                true,
                                0,
                                section(FIRST, call("functions.get_weather:1", "{\"city\":\"\"}"))))
                .isFalse();
        assertThatThrownBy(() -> GRAMMARS.answer(TOOLS, new ToolChoice.Named("x"), true))
                .hasMessage(
                        "tool_choice names x; the declared tools are get_weather, mcp.my-tool-2");
    }

    @Test
    void amongIsCallsOfSomeOfTheTools() {
        for (boolean required : new boolean[] {false, true}) {
            ToolChoice among = new ToolChoice.Among(Set.of("get_weather"), required);
            assertThat(accepts(among, true, 0, section(FIRST))).isTrue();
            assertThat(accepts(among, true, 1, section(SECOND))).isFalse();
            assertThat(accepts(among, true, 0, section(FIRST, SECOND))).isFalse();
            assertThat(accepts(among, true, 0, "Hm.<|im_end|>")).isEqualTo(!required);
        }
        ToolChoice unknown = new ToolChoice.Among(Set.of("x", "get_weather"), false);
        assertThatThrownBy(() -> GRAMMARS.answer(TOOLS, unknown, true))
                .hasMessage(
                        "tool_choice names x; the declared tools are get_weather, mcp.my-tool-2");
    }

    @Test
    void noneIsTextAlone() {
        assertThat(accepts(new ToolChoice.None(), true, 0, "Hm.<|im_end|>")).isTrue();
        assertThat(accepts(new ToolChoice.None(), true, 0, section(FIRST))).isFalse();
    }

    @Test
    void withoutParallelCallsThereIsOne() {
        assertThat(accepts(new ToolChoice.Auto(), false, 0, section(FIRST))).isTrue();
        assertThat(accepts(new ToolChoice.Auto(), false, 0, section(FIRST, SECOND))).isFalse();
        assertThat(accepts(new ToolChoice.Required(), false, 0, section(FIRST, SECOND))).isFalse();
    }

    @Test
    void anyEndTokenEnds() {
        Constraint text = GRAMMARS.answer(TOOLS, new ToolChoice.Auto(), true).start();
        assertThat(text.allowed().allows(EOS)).isTrue();
        assertThat(text.allowed().allows(TOKENIZER.requireSpecialId("[PAD]"))).isFalse();
        text.accept(EOS);
        assertThat(text.distance()).isZero();
        assertThat(text.allowed().count()).isPositive();
    }

    @Test
    void jsonAnswersMayCallInstead() {
        Grammar grammar =
                GRAMMARS.answer(
                        java.util.Optional.of("{\"type\":\"integer\"}"),
                        TOOLS,
                        new ToolChoice.Auto(),
                        true);
        assertThat(Walk.accepts(TOKENIZER, grammar.start(), "12<|im_end|>")).isTrue();
        assertThat(Walk.accepts(TOKENIZER, grammar.start(), section(FIRST))).isTrue();
        assertThat(Walk.accepts(TOKENIZER, grammar.start(), "1" + section(FIRST))).isFalse();
    }

    @Test
    void copiesGoTheirOwnWay() {
        Constraint first = GRAMMARS.answer(TOOLS, new ToolChoice.Required(), true).start();
        first.accept(CHAT.id(Marker.CALLS_BEGIN));
        Constraint second = first.copy();
        second.accept(CHAT.id(Marker.CALL_BEGIN));
        assertThat(first.allowed().allows(CHAT.id(Marker.CALL_BEGIN))).isTrue();
        assertThat(second.allowed().allows(CHAT.id(Marker.CALL_BEGIN))).isFalse();
        assertThatThrownBy(() -> second.accept(CHAT.id(Marker.END)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorsNameToolAndPlace() {
        ToolDeclaration bad =
                ToolDeclaration.function("t", "", "{\"properties\":{\"a\":{\"$ref\":\"b\"}}}");
        assertThatThrownBy(() -> GRAMMARS.answer(List.of(bad), new ToolChoice.Auto(), true))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("t#/properties/a/$ref: ");
        assertThatThrownBy(() ->
                        GRAMMARS.answer(List.of(WEATHER, WEATHER), new ToolChoice.Auto(), true))
                .hasMessage("two tools are named get_weather");
    }

    @Test
    void twoHundredToolSetsGiveNothingButValidCalls() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            RandomTools tools = RandomTools.draw(random);
            List<ToolDeclaration> declarations = tools.declarations();
            boolean forced = round % 3 == 0;
            ToolChoice choice =
                    forced
                            ? new ToolChoice.Auto()
                            : round % 3 == 1
                                    ? new ToolChoice.Required()
                                    : new ToolChoice.Named(declarations.getFirst().name());
            Constraint constraint = GRAMMARS.answer(declarations, choice, true).start(round % 12);
            if (forced) {
                constraint.accept(CHAT.id(Marker.CALLS_BEGIN));
            }
            int[] tokens = Walk.random(constraint, random, constraint.distance() + 200);
            ParsedAnswer answer = CHAT.parse(tokens);
            String context =
                    "seed %d, round %d: %s".formatted(SEED, round, TOKENIZER.decode(tokens));
            check(answer, tools.schemas(), round % 12, context);
        }
    }

    private static void check(
            ParsedAnswer answer, Map<String, String> schemas, int index, String context) {
        assertThat(answer.finished()).as(context).isTrue();
        assertThat(answer.content()).as(context).isEmpty();
        assertThat(answer.toolCalls()).as(context).isNotEmpty();
        int next = index;
        for (ToolCall call : answer.toolCalls()) {
            assertThat(schemas).as(context).containsKey(call.name());
            assertThat(call.id()).as(context).isEqualTo("functions." + call.name() + ":" + next++);
            String schema = schemas.getOrDefault(call.name(), "false");
            assertThat(new Judge(schema).errors(call.argumentsJson()))
                    .as("%s of %s", call, schema)
                    .isEmpty();
        }
    }
}
