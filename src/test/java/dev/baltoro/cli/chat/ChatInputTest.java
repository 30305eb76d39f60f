package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatInputTest {
    private int continued;

    /// Gives as a terminal does what came at one time; only of that it knows that it is there.
    private static final class Arrivals extends InputStream {
        private final Deque<byte[]> arrivals = new ArrayDeque<>();
        private int at;

        Arrivals(String... texts) {
            Arrays.stream(texts)
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .forEach(arrivals::add);
        }

        @Override
        public int available() {
            return arrivals.isEmpty() ? 0 : arrivals.getFirst().length - at;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (!arrivals.isEmpty() && available() == 0) {
                arrivals.remove();
                at = 0;
            }
            if (arrivals.isEmpty()) {
                return -1;
            }
            // A terminal gives a line at a time.
            byte[] text = arrivals.getFirst();
            int count = 0;
            boolean lineEnds = false;
            while (count < most && at < text.length && !lineEnds) {
                lineEnds = text[at] == '\n';
                into[from + count++] = text[at++];
            }
            return count;
        }
    }

    private ChatInput input(boolean terminal, String... arrivals) {
        return new ChatInput(new Arrivals(arrivals), terminal, () -> continued++);
    }

    private static List<String> all(ChatInput input) throws IOException, InterruptedException {
        List<String> messages = new ArrayList<>();
        for (var next = input.next(); next.isPresent(); next = input.next()) {
            messages.add(next.get());
        }
        return messages;
    }

    @Test
    void pastedLinesAreOneMessage() throws Exception {
        assertThat(all(input(true, "class A {\n\n    int grün;\n}\n", "next\n", "last")))
                .containsExactly("class A {\n\n    int grün;\n}", "next", "last");
        assertThat(continued).isZero();
    }

    @Test
    void pastedCommandsAreCommands() throws Exception {
        assertThat(all(input(true, "/set seed 1\n/reset\nhello\nyou\n")))
                .containsExactly("/set seed 1", "/reset", "hello\nyou");
    }

    @Test
    void linesOfAProgramAreMessages() throws Exception {
        assertThat(all(input(false, "one\ntwo\\\n2\n\u001B[A\n")))
                .containsExactly("one", "two\n2", "\u001B[A");
        assertThat(continued).isEqualTo(1);
    }

    @Test
    void keysThatMoveTheCursorAreNoText() throws Exception {
        assertThat(all(input(true, "he\u001B[D\u001B[1;5Cllo\u001BOA\ty\u0001ou\u001B[3~\n")))
                .containsExactly("hello\tyou");
    }

    @Test
    void droppedLinesAreNoPartOfTheNextMessage() throws Exception {
        ChatInput[] dropping = new ChatInput[1];
        dropping[0] =
                new ChatInput(
                        new Arrivals("first \\\n", "second\n", "third\n"),
                        true,
                        () -> dropping[0].drop());
        assertThat(all(dropping[0])).containsExactly("second", "third");
    }
}
