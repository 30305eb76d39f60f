package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.cli.terminal.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipedInputTest {
    private static List<String> all(String text) throws IOException {
        PipedInput input =
                new PipedInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<String> messages = new ArrayList<>();
        for (var next = input.next("> "); next.isPresent(); next = input.next("> ")) {
            messages.add(next.get());
        }
        return messages;
    }

    @Test
    void aLineIsAMessage() throws IOException {
        assertThat(all("one\r\ngrün\n\n\u001B[A\nlast"))
                .containsExactly("one", "grün", "", "\u001B[A", "last");
        assertThat(all("")).isEmpty();
    }

    @Test
    void aBackslashGoesOnInTheNextLine() throws IOException {
        assertThat(all("one\ntwo\\\n2\nlast\\")).containsExactly("one", "two\n2", "last\n");
    }

    @Test
    void aMessageHasALimit() {
        assertThatThrownBy(() -> all("x".repeat(ChatInput.MESSAGE_CHARS_MAX + 1)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("longer than 1,000,000 characters");
    }
}
