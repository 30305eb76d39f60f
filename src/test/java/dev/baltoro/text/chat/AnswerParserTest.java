package dev.baltoro.text.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What models were seen to do wrong, and parsers with them.
class AnswerParserTest {
    private static final String SECTION = "<|tool_calls_section_begin|>";
    private static final String SECTION_END = "<|tool_calls_section_end|>";
    private static final String CALL = "<|tool_call_begin|>";
    private static final String ARGUMENTS = "<|tool_call_argument_begin|>";
    private static final String CALL_END = "<|tool_call_end|>";
    private static final String END = "<|im_end|>";
    private static final ToolCall FIRST = ToolCall.of("f", 0, "{\"a\":1}");
    private static final ToolCall SECOND = ToolCall.of("g", 1, "{}");

    @Test
    void namesMayHoldDashesDotsAndDigits() {
        assertThat(call("functions.mcp.my-tool-2:13", "{}"))
                .isEqualTo(new ToolCall("functions.mcp.my-tool-2:13", "mcp.my-tool-2", "{}"));
        assertThat(call("my:tool", "{}").name()).isEqualTo("my:tool");
        assertThat(call("tool:0", "{}").name()).isEqualTo("tool");
    }

    @Test
    void lineEndsMayStandInIdsAndArguments() {
        assertThat(call("\n functions.f:0\n", "\n{\"a\":\n1}\n"))
                .isEqualTo(ToolCall.of("f", 0, "{\"a\":\n1}"));
    }

    @Test
    void nextCallMayBeginBeforeTheEndMarker() {
        String text =
                SECTION
                        + CALL
                        + "functions.f:0"
                        + ARGUMENTS
                        + "{\"a\":1}"
                        + CALL
                        + "functions.g:1"
                        + ARGUMENTS
                        + "{}"
                        + SECTION_END
                        + END;
        assertThat(AnswerParser.parse(text))
                .isEqualTo(new ParsedAnswer("", List.of(FIRST, SECOND), true));
    }

    @Test
    void sectionMarkersMayBeMissing() {
        String text = "Hm." + CALL + "functions.f:0" + ARGUMENTS + "{\"a\":1}" + CALL_END + END;
        assertThat(AnswerParser.parse(text))
                .isEqualTo(new ParsedAnswer("Hm.", List.of(FIRST), true));
    }

    @Test
    void spaceAroundCallsIsNotContent() {
        String text =
                "Hm. "
                        + SECTION
                        + "\n"
                        + CALL
                        + "functions.f:0"
                        + ARGUMENTS
                        + "{\"a\":1}"
                        + CALL_END
                        + "\n "
                        + SECTION_END
                        + "\n"
                        + END;
        assertThat(AnswerParser.parse(text))
                .isEqualTo(new ParsedAnswer("Hm.", List.of(FIRST), true));
    }

    @Test
    void longArgumentsAreKept() {
        String json = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(call("functions.f:0", json).argumentsJson()).isEqualTo(json);
    }

    @Test
    void callThatIsCutOffIsLeftOut() {
        String text = SECTION + CALL + "functions.f:0" + ARGUMENTS + "{\"a\":1}" + CALL_END;
        assertThat(AnswerParser.parse(text + CALL + "functions.g:1" + ARGUMENTS + "{"))
                .isEqualTo(new ParsedAnswer("", List.of(FIRST), false));
        assertThat(AnswerParser.parse(text + CALL + "functions.g:1"))
                .isEqualTo(new ParsedAnswer("", List.of(FIRST), false));
    }

    @Test
    void whatLooksAlmostLikeAMarkerIsText() {
        assertThat(AnswerParser.parse("a <| b <|im_ends|> <|"))
                .isEqualTo(new ParsedAnswer("a <| b <|im_ends|> <|", List.of(), false));
    }

    private static ToolCall call(String id, String arguments) {
        String text = SECTION + CALL + id + ARGUMENTS + arguments + CALL_END + SECTION_END + END;
        ParsedAnswer answer = AnswerParser.parse(text);
        assertThat(answer.content()).isEmpty();
        assertThat(answer.finished()).isTrue();
        return answer.toolCalls().getFirst();
    }
}
