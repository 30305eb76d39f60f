package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys as an xterm sends them, read through JLine's own terminal over streams.
@Timeout(60)
class TypedInputTest {
    private static final String LEFT = "\u001BOD";
    private static final String UP = "\u001BOA";

    @TempDir Path folder;
    private final AtomicInteger interrupts = new AtomicInteger();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Optional<Terminal> reading = Optional.empty();

    private List<String> typed(Optional<Path> history, String keys) throws IOException {
        return typed(history, keys(keys));
    }

    private List<String> typed(Optional<Path> history, InputStream keys) throws IOException {
        Terminal terminal =
                TerminalBuilder.builder()
                        .system(false)
                        .type("xterm")
                        .encoding(StandardCharsets.UTF_8)
                        .streams(keys, shown)
                        .build();
        reading = Optional.of(terminal);
        List<String> messages = new ArrayList<>();
        try (TypedInput input = new TypedInput(terminal, history, interrupts::incrementAndGet)) {
            for (var next = input.next("> "); next.isPresent(); next = input.next("> ")) {
                messages.add(next.get());
            }
        }
        return messages;
    }

    @Test
    void arrowKeysEditTheLineAndBringBackEarlierOnes() throws IOException {
        assertThat(typed(Optional.empty(), "helo" + LEFT + "l\r" + UP + "!\r"))
                .containsExactly("hello", "hello!");
    }

    /// The terminal is in its other mode while an answer is being written.
    @Test
    void arrowKeysPressedDuringAnAnswerCountToo() throws IOException {
        assertThat(typed(Optional.empty(), "one\r\u001B[A!\u001B[D?\r"))
                .containsExactly("one", "one?!");
    }

    @Test
    void pastedLinesAreOneMessage() throws IOException {
        String pasted = "\u001B[200~class A {\n\n    int grün;\n}\u001B[201~\r";
        assertThat(typed(Optional.empty(), pasted + "next\r"))
                .containsExactly("class A {\n\n    int grün;\n}", "next");
    }

    @Test
    void aBackslashGoesOnInTheNextLine() throws IOException {
        assertThat(typed(Optional.empty(), "two\\\r2\rnext\r")).containsExactly("two\n2", "next");
    }

    @Test
    void quotesBackslashesAndExclamationMarksAreText() throws IOException {
        assertThat(typed(Optional.empty(), "say 'no\r\"C:\\x\" !! !1\r"))
                .containsExactly("say 'no", "\"C:\\x\" !! !1");
    }

    @Test
    void tabCompletesACommand() throws IOException {
        assertThat(typed(Optional.empty(), "/res\t\r")).containsExactly("/reset ");
    }

    @Test
    void linesAreKeptFromOneConversationToTheNext() throws IOException {
        Optional<Path> history = Optional.of(folder.resolve("state/chat-history"));
        assertThat(typed(history, "remembered\r not this one\r")).hasSize(2);
        assertThat(typed(history, UP + "\r")).containsExactly("remembered");
        assertThat(Files.readString(history.get())).doesNotContain("not this one");
    }

    /// A terminal of streams has no system to make a signal of the key, so the test raises it, as
    /// often as it takes: like a person who sees that nothing happened.
    @Test
    void ctrlCDropsTheLineThatIsBeingTyped() throws IOException {
        InputStream interrupted =
                new InputStream() {
                    @Override
                    public int read() {
                        try {
                            while (!isBeingTyped("half")) {
                                Thread.sleep(5);
                            }
                            while (interrupts.get() == 0) {
                                reading.orElseThrow().raise(Terminal.Signal.INT);
                                Thread.sleep(500);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return -1;
                    }
                };
        InputStream keys =
                new SequenceInputStream(
                        Collections.enumeration(
                                List.of(keys("half"), interrupted, keys("whole\r"))));
        assertThat(typed(Optional.empty(), keys)).containsExactly("whole");
        assertThat(interrupts).hasPositiveValue();
    }

    /// After the prompt: before it, the terminal itself echoes what nobody reads yet.
    private boolean isBeingTyped(String text) {
        String plain =
                shown.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[0-?]*[@-~]", "");
        int prompt = plain.indexOf("> ");
        return prompt >= 0 && plain.indexOf(text, prompt) >= 0;
    }

    private static InputStream keys(String keys) {
        return new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
    }
}
