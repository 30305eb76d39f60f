package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayReadingTest {
    private static ToolCall call(String tool, String arguments) {
        return ToolCall.of(tool, 0, arguments.replace('\'', '"'));
    }

    private static WayReading reading(ToolCall... calls) {
        return new WayReading(List.of(calls), Evidence.of(0, 0, 0));
    }

    private static boolean doubles(String request, String arguments) {
        ReadText read =
                ReadText.of(
                        List.of(new Message.System("Known: Ada, Bo."), new Message.User(request)));
        return reading(call("link", arguments))
                .doubles(SaidValue.lower(read.text()), read.request());
    }

    @Test
    void wordsThatAreSaidOnceAreNotTwoValuesOfACall() {
        assertThat(doubles("link Ada to the new one", "{'from':'Ada','to':'Ada'}")).isTrue();
        assertThat(doubles("link ada to the new one", "{'from':'Ada','to':'Ada'}")).isTrue();
    }

    @Test
    void whatIsSaidTwiceMayBeTwoValues() {
        assertThat(doubles("compare Ada with Ada", "{'from':'Ada','to':'Ada'}")).isFalse();
        assertThat(doubles("link Ada to Bo", "{'from':'Ada','to':'Bo'}")).isFalse();
    }

    @Test
    void whatTheRequestDoesNotSayIsLeftAlone() {
        assertThat(doubles("the usual, please", "{'from':'Ada','to':'Ada'}")).isFalse();
        assertThat(doubles("from 10 on", "{'from':10,'to':10}")).isFalse();
    }

    @Test
    void theSameCallTwiceIsARepetition() {
        ToolCall one = call("open", "{'name':'Ada'}");
        assertThat(reading(one, call("open", "{'name':'Ada'}")).repeats()).isTrue();
        assertThat(reading(one, call("open", "{'name':'Bo'}")).repeats()).isFalse();
        assertThat(reading(one, call("close", "{'name':'Ada'}")).repeats()).isFalse();
    }
}
