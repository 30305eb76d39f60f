package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessageLinesTest {
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":\"b\"}}";
    private static final String OTHER = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}";

    /// What was read, a line each.
    private static final class Read implements Transport.Receiver {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void received(JsonNode message) {
            lines.add(message.toString());
        }

        @Override
        public void failed(String id, McpException why) {
            throw new AssertionError(why);
        }

        @Override
        public void unreadable(Optional<String> id, String why) {
            lines.add("unreadable " + id.orElse("?"));
        }

        @Override
        public void ended(McpException why) {
            throw new AssertionError(why);
        }
    }

    private static List<String> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(InputStream in) throws IOException {
        Read read = new Read();
        new MessageLines(in, read).readAll();
        return read.lines;
    }

    @Test
    void linesThatAreNoMessagesArePassedOver() throws IOException {
        assertThat(
                        read(
                                "\n  ==== server 1.0 ====\n{listening: stdio}\n[1,2]\nnull\n\"x\"\n"
                                        + "{\"level\":\"info\",\"id\":1}\n{\"id\":1,\"result\":\"ok\"}\n"
                                        + "{\"method\":\"GET\",\"id\":7}\n"
                                        + ANSWER
                                        + "\r\nprogress 10%\rprogress 100%\r\n"
                                        + OTHER
                                        + "\nbye {\n"))
                .containsExactly(ANSWER, OTHER);
    }

    @Test
    void aMessageBehindABannerWithoutALineEndIsFound() throws IOException {
        assertThat(read("Loading {x} ... " + ANSWER + "\n")).containsExactly(ANSWER);
        assertThat(read("\u001b[32mok\u001b[0m " + ANSWER + " [debug]\n")).containsExactly(ANSWER);
    }

    @Test
    void severalMessagesMayStandInOneLine() throws IOException {
        assertThat(read(ANSWER + OTHER + "\n")).containsExactly(ANSWER, OTHER);
        assertThat(read("[" + ANSWER + "," + OTHER + "]\n"))
                .containsExactly("[" + ANSWER + "," + OTHER + "]");
    }

    @Test
    void aMessageMayBeLaidOutOverLines() throws IOException {
        String laidOut =
                Json.MAPPER.readTree(ANSWER).toPrettyString().replace("\n", System.lineSeparator());
        assertThat(read("{starting\n" + laidOut + "\n" + OTHER + "\n"))
                .containsExactly(ANSWER, OTHER);
    }

    @Test
    void aMarkBeforeTheTextIsNoPartOfIt() throws IOException {
        assertThat(read("\uFEFF" + ANSWER + "\n")).containsExactly(ANSWER);
    }

    @Test
    void whatIsMoreThanJsonIsRead() throws IOException {
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":NaN,\"b\":\"x\ty\"}}\n"))
                .hasSize(1);
    }

    @Test
    void aMessageThatCannotBeReadIsToldWithItsId() throws IOException {
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":12,\"result\":{\"a\":tru}}\n"))
                .containsExactly("unreadable 12");
        String deep = "[".repeat(2000) + "]".repeat(2000);
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":" + deep + "}\n" + ANSWER + "\n"))
                .containsExactly("unreadable 3", ANSWER);
    }

    @Test
    void halfALineAtTheEndIsNoMessage() throws IOException {
        assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":")).isEmpty();
        assertThat(read(ANSWER.substring(0, ANSWER.length() - 1))).isEmpty();
        assertThat(read(ANSWER)).containsExactly(ANSWER);
    }

    /// However the system cuts what a server writes, the messages are the same.
    @Test
    void cutsBetweenReadsDoNotShow() throws IOException {
        String words =
                "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{\"a\":\"grüße 天気 \uD83D\uDD27\"}}";
        String text = "hello {\n" + ANSWER + "\n" + words + "\r\n\n" + OTHER + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            InputStream cut =
                    new ByteArrayInputStream(bytes) {
                        @Override
                        public synchronized int read(byte[] to, int at, int length) {
                            return super.read(to, at, Math.min(length, 1 + random.nextInt(9)));
                        }

                        @Override
                        public synchronized int available() {
                            return random.nextBoolean() ? 0 : super.available();
                        }
                    };
            assertThat(read(cut)).as("seed %d", seed).containsExactly(ANSWER, words, OTHER);
        }
    }
}
