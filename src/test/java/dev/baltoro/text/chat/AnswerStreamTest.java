package dev.baltoro.text.chat;

import static dev.baltoro.text.chat.ByteChat.ENCODER;
import static dev.baltoro.text.chat.ByteChat.TOKENIZER;
import static dev.baltoro.text.chat.ByteChat.events;
import static dev.baltoro.text.chat.ByteChat.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.AnswerEvent.Arguments;
import dev.baltoro.text.chat.AnswerEvent.CallBegan;
import dev.baltoro.text.chat.AnswerEvent.CallEnded;
import dev.baltoro.text.chat.AnswerEvent.Ended;
import dev.baltoro.text.chat.AnswerEvent.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes out at which token.
class AnswerStreamTest {
    private static final String SECTION = "<|tool_calls_section_begin|>";
    private static final String SECTION_END = "<|tool_calls_section_end|>";
    private static final String CALL = "<|tool_call_begin|>";
    private static final String ARGUMENTS = "<|tool_call_argument_begin|>";
    private static final String CALL_END = "<|tool_call_end|>";
    private static final String END = "<|im_end|>";

    @Test
    void eventsComeInTheOrderOfTheAnswer() {
        String text =
                "A"
                        + SECTION
                        + CALL
                        + "functions.f:0"
                        + ARGUMENTS
                        + "{}"
                        + CALL_END
                        + SECTION_END
                        + END;
        assertThat(events(ids(text)))
                .containsExactly(
                        new Text("A"),
                        new CallBegan(0, "functions.f:0", "f"),
                        new Arguments(0, "{"),
                        new Arguments(0, "}"),
                        new CallEnded(0),
                        new Ended(true));
    }

    @Test
    void everyTokenOfArgumentsIsPassedOnAtOnce() {
        AnswerStream stream = stream(SECTION + CALL + "functions.f:0");
        assertThat(stream.push(id(ARGUMENTS)))
                .containsExactly(new CallBegan(0, "functions.f:0", "f"));
        assertThat(stream.push('{')).containsExactly(new Arguments(0, "{"));
        assertThat(stream.push(' ')).isEmpty();
        assertThat(stream.push('"')).containsExactly(new Arguments(0, " \""));
        assertThat(stream.push(id(CALL_END))).containsExactly(new CallEnded(0));
        assertThat(stream.push(id(SECTION_END))).isEmpty();
        assertThat(stream.push(id(END))).containsExactly(new Ended(true));
        assertThat(stream.finish()).isEmpty();
    }

    @Test
    void textWaitsOnlyForTheRestOfACodePoint() {
        AnswerStream stream = stream("");
        byte[] utf8 = "é€".getBytes(StandardCharsets.UTF_8);
        assertThat(stream.push(utf8[0] & 0xFF)).isEmpty();
        assertThat(stream.push(utf8[1] & 0xFF)).containsExactly(new Text("é"));
        assertThat(stream.push(utf8[2] & 0xFF)).isEmpty();
        assertThat(stream.push(utf8[3] & 0xFF)).isEmpty();
        assertThat(stream.finish()).containsExactly(new Text("\uFFFD"), new Ended(false));
        assertThat(stream.finish()).isEmpty();
    }

    @Test
    void spaceAtTheEndOfAnAnswerIsContentAndBeforeCallsIsNot() {
        assertThat(events(ids("A \n" + END)))
                .containsExactly(new Text("A"), new Text(" \n"), new Ended(true));
        assertThat(events(ids("A \n")))
                .containsExactly(new Text("A"), new Text(" \n"), new Ended(false));
        assertThat(events(ids("A \n" + SECTION + SECTION_END + END)))
                .containsExactly(new Text("A"), new Ended(true));
        assertThat(events(ids(" \n" + CALL + "f" + ARGUMENTS + END)))
                .containsExactly(
                        new CallBegan(0, "functions.f:0", "f"), new CallEnded(0), new Ended(true));
    }

    @Test
    void callThatIsCutOffHasNoEnd() {
        int[] ids = ids("A" + SECTION + CALL + "functions.f:0" + ARGUMENTS + "{ ");
        assertThat(events(ids))
                .containsExactly(
                        new Text("A"),
                        new CallBegan(0, "functions.f:0", "f"),
                        new Arguments(0, "{"),
                        new Ended(false));
        assertThat(ENCODER.parse(ids)).isEqualTo(new ParsedAnswer("A", List.of(), false));
    }

    @Test
    void nothingBehindTheEndIsLookedAt() {
        AnswerStream stream = stream("A" + END);
        assertThat(stream.push('B')).isEmpty();
        assertThat(stream.push(-1)).isEmpty();
        assertThat(stream.push(id(CALL))).isEmpty();
        assertThat(stream.finish()).isEmpty();
        AnswerStream cutOff = stream("A");
        cutOff.finish();
        assertThat(cutOff.push('B')).isEmpty();
    }

    @Test
    void specialTokensWithoutMeaningInAnswersAreDropped() {
        String reserved = "<|reserved_token_" + (TOKENIZER.vocabulary().size() + 5) + "|>";
        String stray = "[BOS]" + reserved + "[PAD][UNK]<|start_header_id|>";
        String text =
                "A"
                        + stray
                        + "B"
                        + CALL
                        + "functions."
                        + stray
                        + "f:0"
                        + ARGUMENTS
                        + "{"
                        + stray
                        + "}"
                        + CALL_END
                        + stray
                        + END;
        assertThat(TOKENIZER.specialId(reserved)).isPresent();
        assertThat(ENCODER.parse(ids(text)))
                .isEqualTo(new ParsedAnswer("AB", List.of(ToolCall.of("f", 0, "{}")), true));
    }

    @Test
    void halfACodePointBeforeASpecialTokenStaysHalf() {
        int half = "é".getBytes(StandardCharsets.UTF_8)[0] & 0xFF;
        int rest = "é".getBytes(StandardCharsets.UTF_8)[1] & 0xFF;
        assertThat(events(half, id("[PAD]"), rest))
                .containsExactly(new Text("\uFFFD"), new Text("\uFFFD"), new Ended(false));
    }

    @Test
    void markersOutOfPlaceArePassedOver() {
        assertThat(ENCODER.parse(ids("A" + CALL_END + "B" + ARGUMENTS + "C" + SECTION_END + "D")))
                .isEqualTo(new ParsedAnswer("ABCD", List.of(), false));
        String call = CALL + "f" + ARGUMENTS + "{" + ARGUMENTS + "}" + CALL_END + CALL_END;
        assertThat(ENCODER.parse(ids(call + ARGUMENTS + SECTION + SECTION_END + END)))
                .isEqualTo(new ParsedAnswer("", List.of(ToolCall.of("f", 0, "{}")), true));
    }

    @Test
    void callWithoutTheMarkerOfItsArgumentsIsLeftOut() {
        String text = SECTION + CALL + "functions.f:0{}" + CALL_END + CALL + "functions.g:1";
        assertThat(events(ids(text + CALL + "functions.h:2" + END)))
                .containsExactly(new Ended(true));
    }

    @Test
    void openingAnotherTurnEndsTheAnswer() {
        for (Marker marker : List.of(Marker.USER, Marker.ASSISTANT, Marker.SYSTEM, Marker.MIDDLE)) {
            assertThat(events('A', ENCODER.id(marker), 'B'))
                    .containsExactly(new Text("A"), new Ended(true));
        }
        assertThat(events('A', id("[EOT]"), 'B')).containsExactly(new Text("A"), new Ended(true));
    }

    @Test
    void idsOutsideOfTheVocabularyAreRejected() {
        AnswerStream stream = stream("A");
        assertThatThrownBy(() -> stream.push(TOKENIZER.vocabSize()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside of 0 to");
        assertThatThrownBy(() -> stream.push(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnswerStream(ENCODER, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count from 0");
    }

    private static AnswerStream stream(String start) {
        AnswerStream stream = new AnswerStream(ENCODER, 0);
        for (int id : ids(start)) {
            stream.push(id);
        }
        return stream;
    }

    private static int id(String special) {
        return TOKENIZER.requireSpecialId(special);
    }
}
