package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatInterruptTest {
    private final List<String> happened = new ArrayList<>();
    private final ChatInterrupt interrupt = new ChatInterrupt();

    private void press() {
        interrupt.pressed(() -> happened.add("hint"), () -> happened.add("leave"));
    }

    @Test
    void firstStopsTheAnswerAndSecondLeaves() throws InterruptedException {
        ChatRequest endless =
                ChatRequest.of(
                        List.of(new Message.User("hello")),
                        DecodingOptions.of(SamplingParameters.DEFAULT.wishes().withSeed(1)));
        try (TinyChat tiny = new TinyChat(1);
                Answer answer = tiny.chat().answer(endless)) {
            interrupt.began(answer);
            assertThat(answer.next()).isPresent();
            press();
            assertThat(answer.whole().reason()).isEqualTo(EndReason.CANCELLED);
        }
        assertThat(happened).isEmpty();
        press();
        assertThat(happened).containsExactly("leave");
    }

    @Test
    void afterAStoppedAnswerTheNextSaysHowToLeave() {
        try (TinyChat tiny = new TinyChat(1);
                Answer answer =
                        tiny.chat()
                                .answer(
                                        ChatRequest.of(
                                                List.of(new Message.User("hello")),
                                                DecodingOptions.of(
                                                        SamplingParameters.DEFAULT.wishes())))) {
            interrupt.began(answer);
            press();
            interrupt.ended();
        }
        press();
        press();
        assertThat(happened).containsExactly("hint", "leave");
    }

    @Test
    void withoutAnAnswerTheFirstSaysHowToLeave() {
        press();
        interrupt.forget();
        press();
        press();
        assertThat(happened).containsExactly("hint", "hint", "leave");
    }
}
