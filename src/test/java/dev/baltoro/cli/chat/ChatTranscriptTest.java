package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatTranscriptTest {
    private static final ToolCall FIRST = ToolCall.of("weather", 0, "{\"city\":\"Paris\"}");
    private static final ToolCall SECOND = ToolCall.of("clock", 1, "{}");

    private final ChatTranscript transcript = new ChatTranscript();

    @Test
    void resultsAreAskedForInTheOrderOfTheCalls() {
        transcript.take("What is it like in Paris?");
        transcript.take(new Message.Assistant("", List.of(FIRST, SECOND)));
        assertThat(transcript.pending()).contains(FIRST);
        transcript.take("rain");
        assertThat(transcript.pending()).contains(SECOND);
        transcript.take("noon");
        assertThat(transcript.pending()).isEmpty();
        assertThat(transcript.messages())
                .endsWith(
                        new Message.ToolResult("weather", FIRST.id(), "rain"),
                        new Message.ToolResult("clock", SECOND.id(), "noon"));
    }

    @Test
    void undoForgetsCallsThatWait() {
        transcript.system("Be brief.");
        transcript.take("one");
        transcript.take(new Message.Assistant("1"));
        transcript.take("two");
        transcript.take(new Message.Assistant("", List.of(FIRST)));
        assertThat(transcript.undo()).isTrue();
        assertThat(transcript.pending()).isEmpty();
        assertThat(transcript.messages())
                .containsExactly(
                        new Message.System("Be brief."),
                        new Message.User("one"),
                        new Message.Assistant("1"));
    }

    @Test
    void callsAndResultsAreSavedAsOpenAiHasThem() {
        transcript.take("hello");
        transcript.take(new Message.Assistant("wait", List.of(FIRST)));
        transcript.take("rain");
        JsonNode body =
                JsonMapper.shared()
                        .readTree(
                                transcript.json(
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
