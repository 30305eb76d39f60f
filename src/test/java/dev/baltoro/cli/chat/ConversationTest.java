package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConversationTest {
    private static final ToolCall FIRST = ToolCall.of("weather", 0, "{\"city\":\"Paris\"}");
    private static final ToolCall SECOND = ToolCall.of("clock", 1, "{}");

    private final Conversation conversation = new Conversation();

    @Test
    void resultsAreAskedForInTheOrderOfTheCalls() {
        conversation.take("What is it like in Paris?");
        conversation.take(new Message.Assistant("", List.of(FIRST, SECOND)));
        assertThat(conversation.pending()).contains(FIRST);
        conversation.take("rain");
        assertThat(conversation.pending()).contains(SECOND);
        conversation.take("noon");
        assertThat(conversation.pending()).isEmpty();
        assertThat(conversation.messages())
                .endsWith(
                        new Message.ToolResult("weather", FIRST.id(), "rain"),
                        new Message.ToolResult("clock", SECOND.id(), "noon"));
    }

    @Test
    void undoForgetsCallsThatWait() {
        conversation.system("Be brief.");
        conversation.take("one");
        conversation.take(new Message.Assistant("1"));
        conversation.take("two");
        conversation.take(new Message.Assistant("", List.of(FIRST)));
        assertThat(conversation.undo()).isTrue();
        assertThat(conversation.pending()).isEmpty();
        assertThat(conversation.messages())
                .containsExactly(
                        new Message.System("Be brief."),
                        new Message.User("one"),
                        new Message.Assistant("1"));
    }

    @Test
    void callsAndResultsAreSavedAsOpenAiHasThem() {
        conversation.take("hello");
        conversation.take(new Message.Assistant("wait", List.of(FIRST)));
        conversation.take("rain");
        JsonNode body =
                JsonMapper.shared()
                        .readTree(
                                conversation.json(
                                        "tiny", new ChatOptions(SamplingParameters.DEFAULT, 5)));
        assertThat(body.path("messages").get(1).path("tool_calls").toString())
                .isEqualTo(
                        """
                        [{"id":"functions.weather:0","type":"function","function":\
                        {"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]\
                        """);
        assertThat(body.path("messages").get(2).path("tool_call_id").asString())
                .isEqualTo(FIRST.id());
        assertThat(body.has("seed")).isFalse();
    }
}
