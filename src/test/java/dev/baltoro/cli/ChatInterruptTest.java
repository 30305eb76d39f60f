package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatRequest;
import dev.baltoro.engine.chat.DecodingOptions;
import dev.baltoro.engine.chat.EndReason;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.engine.chat.WholeAnswer;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatInterruptTest {
    private final List<String> happened = new ArrayList<>();
    private final ChatInterrupt interrupt =
            new ChatInterrupt(() -> happened.add("hint"), () -> happened.add("leave"));

    @Test
    void firstStopsTheAnswerAndSecondLeaves() throws InterruptedException {
        ChatRequest endless =
                ChatRequest.of(
                        List.of(new Message.User("hello")),
                        DecodingOptions.of(SamplingParameters.DEFAULT.withSeed(1)));
        try (TinyChat tiny = new TinyChat(1);
                Answer answer = tiny.chat().answer(endless)) {
            interrupt.began(answer);
            assertThat(answer.next()).isPresent();
            interrupt.pressed();
            assertThat(WholeAnswer.read(answer).reason()).isEqualTo(EndReason.CANCELLED);
        }
        interrupt.ended();
        assertThat(happened).isEmpty();
        interrupt.pressed();
        assertThat(happened).containsExactly("leave");
    }

    @Test
    void withoutAnAnswerTheFirstSaysHowToLeave() {
        interrupt.pressed();
        interrupt.forget();
        interrupt.pressed();
        interrupt.pressed();
        assertThat(happened).containsExactly("hint", "hint", "leave");
    }
}
