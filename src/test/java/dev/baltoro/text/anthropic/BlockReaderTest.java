package dev.baltoro.text.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BlockReaderTest {
    @Test
    void resultsAreTurnsOfTheirOwnAndErrorsSaySo() {
        assertThat(
                        BlockReader.messages(
                                Fields.body(
                                        JsonMapper.shared()
                                                .readTree(
                                                        """
                                                        {"system":[{"type":"text","text":"be "},{"type":"text","text":"brief"}],
                                                         "messages":[{"role":"user","content":"a"},
                                                         {"role":"assistant","content":[{"type":"text","text":"I look."},
                                                          {"type":"tool_use","id":"x","name":"f","input":{"b":1.50}},
                                                          {"type":"tool_use","id":"y","name":"g","input":{}}]},
                                                         {"role":"user","content":[
                                                          {"type":"tool_result","tool_use_id":"x","content":"12"},
                                                          {"type":"tool_result","tool_use_id":"y","is_error":true,
                                                           "content":[{"type":"text","text":"no "},{"type":"text","text":"such"}]},
                                                          {"type":"text","text":"and"},{"type":"text","text":" now?"}]}]}
                                                        """)),
                                CodecLimits.OPENAI))
                .containsExactly(
                        new Message.System("be brief"),
                        new Message.User("a"),
                        new Message.Assistant(
                                "I look.",
                                List.of(
                                        new ToolCall("x", "f", "{\"b\":1.5}"),
                                        new ToolCall("y", "g", "{}"))),
                        new Message.ToolResult("x", "12"),
                        new Message.ToolResult("y", "Error: no such"),
                        new Message.User("and now?"));
    }
}
