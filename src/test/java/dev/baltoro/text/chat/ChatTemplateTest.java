package dev.baltoro.text.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.Message.ToolResult;
import dev.baltoro.text.chat.Message.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
    private static final String DEFAULT_TURN =
            "<|im_system|>system<|im_middle|>You are Kimi, an AI assistant created by Moonshot"
                    + " AI.<|im_end|>";

    @Test
    void conversationWithoutSystemTurnGetsTheDefaultOne() {
        assertThat(ChatTemplate.K2.render(List.of(new User("Hi")), List.of(), true))
                .isEqualTo(
                        DEFAULT_TURN
                                + "<|im_user|>user<|im_middle|>Hi<|im_end|>"
                                + "<|im_assistant|>assistant<|im_middle|>");
    }

    @Test
    void conversationWithSystemTurnKeepsItsOwn() {
        assertThat(
                        ChatTemplate.K2.render(
                                List.of(new Message.System("Be brief."), new User("ann", "Hi")),
                                List.of(),
                                false))
                .isEqualTo(
                        "<|im_system|>system<|im_middle|>Be brief.<|im_end|>"
                                + "<|im_user|>ann<|im_middle|>Hi<|im_end|>");
    }

    @Test
    void toolsCallsAndResultsAreRenderedAsReleased() {
        ToolDeclaration weather =
                ToolDeclaration.function(
                        "get_weather",
                        "Wetter für \"heute\"",
                        """
                        {"type": "object", "required": ["city"],
                         "properties": {"city": {"type": "string", "default": null, "x": [1, 2.0]}}}
                        """);
        List<Message> messages =
                List.of(
                        new User("Weather?"),
                        new Assistant(
                                "Let me look.",
                                List.of(
                                        ToolCall.of("get_weather", 0, "{\"city\": \"Beijing\"}"),
                                        ToolCall.of("get_weather", 1, "{\"city\": \"Rome\"}"))),
                        new ToolResult("functions.get_weather:0", "Sunny"),
                        new ToolResult("get_weather", "functions.get_weather:1", "Rain"));
        assertThat(ChatTemplate.K2.render(messages, List.of(weather), false))
                .isEqualTo(
                        "<|im_system|>tool_declare<|im_middle|>[{\"function\":{\"description\":"
                                + "\"Wetter für \\\"heute\\\"\",\"name\":\"get_weather\","
                                + "\"parameters\":{\"properties\":{\"city\":{\"default\":null,"
                                + "\"type\":\"string\",\"x\":[1,2.0]}},\"required\":[\"city\"],"
                                + "\"type\":\"object\"}},\"type\":\"function\"}]<|im_end|>"
                                + DEFAULT_TURN
                                + "<|im_user|>user<|im_middle|>Weather?<|im_end|>"
                                + "<|im_assistant|>assistant<|im_middle|>Let me look."
                                + "<|tool_calls_section_begin|>"
                                + "<|tool_call_begin|>functions.get_weather:0"
                                + "<|tool_call_argument_begin|>{\"city\": \"Beijing\"}"
                                + "<|tool_call_end|>"
                                + "<|tool_call_begin|>functions.get_weather:1"
                                + "<|tool_call_argument_begin|>{\"city\": \"Rome\"}"
                                + "<|tool_call_end|>"
                                + "<|tool_calls_section_end|><|im_end|>"
                                + "<|im_system|>tool<|im_middle|>"
                                + "## Return of functions.get_weather:0\nSunny<|im_end|>"
                                + "<|im_system|>get_weather<|im_middle|>"
                                + "## Return of functions.get_weather:1\nRain<|im_end|>");
    }

    @Test
    void emptyContentRendersAsNothing() {
        Assistant calls = new Assistant("", List.of(ToolCall.of("f", 0, "{}")));
        assertThat(ChatTemplate.K2.render(List.of(new User(""), calls), List.of(), false))
                .isEqualTo(
                        DEFAULT_TURN
                                + "<|im_user|>user<|im_middle|><|im_end|>"
                                + "<|im_assistant|>assistant<|im_middle|>"
                                + "<|tool_calls_section_begin|>"
                                + "<|tool_call_begin|>functions.f:0"
                                + "<|tool_call_argument_begin|>{}"
                                + "<|tool_call_end|>"
                                + "<|tool_calls_section_end|><|im_end|>");
        assertThat(ChatTemplate.K2.render(List.of(new Assistant("")), List.of(), false))
                .isEqualTo(DEFAULT_TURN + "<|im_assistant|>assistant<|im_middle|><|im_end|>");
    }

    @Test
    void emptyResultKeepsItsHead() {
        assertThat(
                        ChatTemplate.K2.render(
                                List.of(new ToolResult("functions.f:0", "")), List.of(), false))
                .isEqualTo(
                        DEFAULT_TURN
                                + "<|im_system|>tool<|im_middle|>"
                                + "## Return of functions.f:0\n<|im_end|>");
    }

    @Test
    void toolsStandBeforeTheSystemTurnOfTheConversation() {
        ToolDeclaration tool = ToolDeclaration.function("f", "", "{}");
        assertThat(
                        ChatTemplate.K2.render(
                                List.of(new Message.System("Be brief.")), List.of(tool), true))
                .isEqualTo(
                        "<|im_system|>tool_declare<|im_middle|>["
                                + tool.json()
                                + "]<|im_end|>"
                                + "<|im_system|>system<|im_middle|>Be brief.<|im_end|>"
                                + "<|im_assistant|>assistant<|im_middle|>");
    }

    @Test
    void systemTurnInTheMiddleDoesNotReplaceTheDefaultOne() {
        assertThat(
                        ChatTemplate.K2.render(
                                List.of(new User("Hi"), new Message.System("policy", "Be brief.")),
                                List.of(),
                                false))
                .isEqualTo(
                        DEFAULT_TURN
                                + "<|im_user|>user<|im_middle|>Hi<|im_end|>"
                                + "<|im_system|>policy<|im_middle|>Be brief.<|im_end|>");
    }

    @Test
    void everySpeakerMayHaveAName() {
        assertThat(
                        ChatTemplate.K2.render(
                                List.of(
                                        new User("ann", "Hi"),
                                        new Assistant("kimi", "Hello\n", List.of())),
                                List.of(),
                                true))
                .isEqualTo(
                        DEFAULT_TURN
                                + "<|im_user|>ann<|im_middle|>Hi<|im_end|>"
                                + "<|im_assistant|>kimi<|im_middle|>Hello\n<|im_end|>"
                                + "<|im_assistant|>assistant<|im_middle|>");
    }

    @Test
    void declarationKeepsKeysItDoesNotKnow() {
        assertThat(
                        ToolDeclaration.parse(
                                "{\"type\":\"function\",\"strict\":true,\"function\":{\"name\":\"f\","
                                        + "\"é\":1e2,\"b\":{\"z\":{},\"a\":[]}}}"))
                .isEqualTo(
                        new ToolDeclaration(
                                "f",
                                "{\"function\":{\"b\":{\"a\":[],\"z\":{}},\"name\":\"f\",\"é\":100.0},"
                                        + "\"strict\":true,\"type\":\"function\"}"));
    }

    @Test
    void declarationWithoutNameIsRejected() {
        assertThatThrownBy(() -> ToolDeclaration.parse("{\"type\":\"function\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs");
        assertThatThrownBy(() -> ToolDeclaration.parse("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void floatsAreWrittenAsPythonDoes() {
        assertThat(CanonicalJson.pythonFloat(1e15)).isEqualTo("1000000000000000.0");
        assertThat(CanonicalJson.pythonFloat(1e16)).isEqualTo("1e+16");
        assertThat(CanonicalJson.pythonFloat(1.5e-5)).isEqualTo("1.5e-05");
        assertThat(CanonicalJson.pythonFloat(0.0001)).isEqualTo("0.0001");
        assertThat(CanonicalJson.pythonFloat(-2.5e100)).isEqualTo("-2.5e+100");
        assertThat(CanonicalJson.pythonFloat(-0.0)).isEqualTo("-0.0");
    }

    @Test
    void callIdsAreCountedOverTheConversation() {
        List<Message> renumbered =
                ToolCallIds.renumber(
                        List.of(
                                new Assistant("", List.of(new ToolCall("call_a", "f", "{}"))),
                                new ToolResult("call_a", "1"),
                                new Assistant("", List.of(new ToolCall("call_a", "g.h-2", "{}"))),
                                new ToolResult("call_a", "2"),
                                new ToolResult("unknown", "3")));
        assertThat(renumbered)
                .containsExactly(
                        new Assistant("", List.of(ToolCall.of("f", 0, "{}"))),
                        new ToolResult("functions.f:0", "1"),
                        new Assistant("", List.of(ToolCall.of("g.h-2", 1, "{}"))),
                        new ToolResult("functions.g.h-2:1", "2"),
                        new ToolResult("unknown", "3"));
    }

    @Test
    void nextCallHasTheNumberOfTheCallsBeforeIt() {
        ToolCall call = new ToolCall("call_a", "f", "{}");
        List<Message> messages =
                List.of(
                        new User("Hi"),
                        new Assistant("", List.of(call, call)),
                        new ToolResult("call_a", "1"),
                        new Assistant("Hm."),
                        new Assistant("", List.of(call)));
        assertThat(ToolCallIds.next(List.of(new User("Hi")))).isZero();
        assertThat(ToolCallIds.next(messages)).isEqualTo(3);
        assertThat(ToolCallIds.next(ToolCallIds.renumber(messages))).isEqualTo(3);
    }

    @Test
    void callsCanBeCountedInEachTurn() {
        List<Message> messages =
                List.of(
                        new User("Go"),
                        new Assistant(
                                "", List.of(ToolCall.of("f", 0, "{}"), ToolCall.of("g", 1, "{}"))),
                        new Message.ToolResult("functions.g:1", "1"),
                        new Assistant("", List.of(ToolCall.of("f", 2, "{}"))),
                        new Message.ToolResult("functions.f:2", "2"));
        assertThat(ToolCallIds.renumber(messages, CallNumbers.TURN))
                .extracting(message ->
                        switch (message) {
                            case Assistant answer ->
                                    answer.toolCalls().stream()
                                            .map(ToolCall::id)
                                            .toList()
                                            .toString();
                            case Message.ToolResult result -> result.toolCallId();
                            default -> "";
                        })
                .containsExactly(
                        "",
                        "[functions.f:0, functions.g:1]",
                        "functions.g:1",
                        "[functions.f:0]",
                        "functions.f:0");
        assertThat(ToolCallIds.first(CallNumbers.TURN, 3)).isZero();
        assertThat(ToolCallIds.first(CallNumbers.CONVERSATION, 3)).isEqualTo(3);
    }
}
