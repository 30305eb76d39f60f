package dev.baltoro.text.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ItemReaderTest {
    private static List<Message> read(String input) {
        return ItemReader.messages(
                Fields.body(JsonMapper.shared().readTree("{\"input\":" + input + "}")),
                CodecLimits.OPENAI);
    }

    @Test
    void whatIsSaidAndTheCallsBehindItAreOneTurn() {
        assertThat(
                        read(
                                """
                                [{"role":"developer","content":"be brief"},
                                 {"type":"message","role":"user","content":[{"type":"input_text","text":"a"},
                                  {"type":"input_text","text":"b"}]},
                                 {"type":"message","id":"msg_1","status":"completed","role":"assistant",
                                  "content":[{"type":"output_text","text":"I look.","annotations":[],"logprobs":[]}]},
                                 {"type":"function_call","id":"fc_1","call_id":"x","name":"f","arguments":"{}"},
                                 {"type":"function_call","call_id":"y","name":"g","arguments":"{\\"a\\":1}"},
                                 {"type":"function_call_output","call_id":"x","output":"1"},
                                 {"type":"function_call_output","call_id":"y",
                                  "output":[{"type":"input_text","text":"2"}]}]
                                """))
                .containsExactly(
                        new Message.System("be brief"),
                        new Message.User("ab"),
                        new Message.Assistant(
                                "I look.",
                                List.of(
                                        new ToolCall("x", "f", "{}"),
                                        new ToolCall("y", "g", "{\"a\":1}"))),
                        new Message.ToolResult("x", "1"),
                        new Message.ToolResult("y", "2"));
    }

    @Test
    void callBehindAResultIsATurnOfItsOwn() {
        assertThat(
                        read(
                                """
                                [{"type":"function_call","call_id":"x","name":"f","arguments":"{}"},
                                 {"type":"function_call_output","call_id":"x","output":"1"},
                                 {"type":"function_call","call_id":"y","name":"f","arguments":"{}"}]
                                """))
                .containsExactly(
                        new Message.Assistant("", List.of(new ToolCall("x", "f", "{}"))),
                        new Message.ToolResult("x", "1"),
                        new Message.Assistant("", List.of(new ToolCall("y", "f", "{}"))));
    }

    @Test
    void textIsAUsersTurn() {
        assertThat(read("\"hi\"")).containsExactly(new Message.User("hi"));
    }
}
