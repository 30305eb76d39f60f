package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.serve.http.ServerLimits;
import dev.baltoro.serve.http.ServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Clients that go away, read slowly, or say more than they should.
///
/// A model this small answers in a fifth of a second, or at once where it draws an end: what a test
/// needs to happen in the middle of an answer happens while the engine is paused, and ends are
/// forbidden.
class DisconnectTest {
    private static final int TOKENS = 1900;
    private static final int CHOICES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Served served;

    @BeforeAll
    static void open() {
        served =
                Served.open(
                        ServerOptions.local()
                                .withLimits(
                                        ServerLimits.standard()
                                                .withTimes(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofMinutes(5),
                                                        Duration.ofMillis(500))
                                                .withSilence(
                                                        Duration.ofMillis(400),
                                                        Duration.ofMillis(100))));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @AfterEach
    void resume() {
        served.halt.off();
    }

    @Test
    void streamThatNobodyReadsEnds() throws Exception {
        leaveInTheMiddle(true);
    }

    @Test
    void wholeAnswerThatNobodyWaitsForEnds() throws Exception {
        leaveInTheMiddle(false);
    }

    private static void leaveInTheMiddle(boolean stream) throws Exception {
        served.halt.on();
        long before = served.engine.statistics().completionTokens();
        try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
            send(socket, body(stream, TOKENS, ",\"n\":" + CHOICES));
            await(() -> {
                served.halt.blink();
                return served.engine.statistics().completionTokens() > before;
            });
        }
        await(() -> served.server.running() == 0); // heard of while the engine stands
        long heard = served.engine.statistics().completionTokens();
        served.halt.off();
        awaitEngine(now -> now.running() == 0 && now.waiting() == 0);
        assertThat(served.engine.statistics().completionTokens() - heard)
                .as("tokens made behind that: those of one step at most")
                .isLessThanOrEqualTo(CHOICES);
    }

    /// The watch may look between the last byte and the handler's return: of so many requests, on
    /// connections that their clients close, some are looked at just then.
    @Test
    void clientThatHasItsAnswerAndHangsUpCountsAsAnswered() throws Exception {
        await(() -> served.server.running() == 0);
        long gone = gone();
        for (int request = 0; request < 100; request++) {
            boolean stream = request % 2 == 0;
            try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                send(socket, body(stream, 1, ""));
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.ISO_8859_1));
                if (stream) {
                    while (!"data: [DONE]".equals(lines.readLine())) {}
                } else {
                    readDocument(lines);
                }
            }
        }
        await(() -> served.server.running() == 0);
        assertThat(gone()).isEqualTo(gone);
    }

    private static void readDocument(BufferedReader lines) throws IOException {
        int length = 0;
        for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        assertThat(length).isPositive();
        for (int read = 0; read < length; read++) { // a character is a byte
            assertThat(lines.read()).isNotNegative();
        }
    }

    /// {@return requests that the metrics count as left by their clients}
    private static long gone() throws IOException {
        var url = URI.create("http://127.0.0.1:%d/metrics".formatted(served.server.port())).toURL();
        try (var in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("baltoro_requests_seconds_count"))
                    .filter(line -> line.contains("status=\"499\""))
                    .mapToLong(line -> (long) Double.parseDouble(line.replaceAll(".* ", "")))
                    .sum();
        }
    }

    @Test
    void requestThatIsNotBegunYetEndsWithItsClient() throws Exception {
        served.halt.on();
        long before = served.engine.statistics().completionTokens();
        try (Socket socket = ask(false)) {
            await(() -> served.server.clients() == 1);
        }
        await(() -> served.server.running() == 0);
        served.halt.blink();
        assertThat(served.engine.statistics().completionTokens()).isEqualTo(before);
    }

    @Test
    void slowWholeAnswerOutlivesTheIdleTime() throws Exception {
        served.halt.on();
        try (Socket socket = ask(false)) {
            await(() -> served.server.clients() == 1);
            Thread.sleep(1000); // the idle time is 400 ms
            assertThat(served.server.clients()).isEqualTo(1);
            served.halt.off();
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        awaitEngine(now -> now.running() == 0);
    }

    @Test
    void silentStreamOutlivesTheIdleTimeAndGetsHeartbeats() throws Exception {
        served.halt.on();
        try (Socket socket = ask(true)) {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int beats = 0; beats < 8; ) { // 8 · 100 ms is twice the idle time
                String line = lines.readLine();
                assertThat(line).isNotNull();
                beats += line.equals(": wait") ? 1 : 0;
            }
            served.halt.off();
            String line = lines.readLine();
            while (line != null && !line.contains("\"content\"")) {
                line = lines.readLine();
            }
            assertThat(line).isNotNull();
        }
        awaitEngine(now -> now.running() == 0);
    }

    @Test
    void clientThatTakesNothingIsGivenUp() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1024);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", served.server.port()));
            // With alternatives: more bytes than the buffers between the two hold.
            send(
                    socket,
                    body(
                            true,
                            TOKENS,
                            ",\"n\":" + CHOICES + ",\"logprobs\":true,\"top_logprobs\":20"));
            await(() -> served.server.running() == 1);
            await(() -> served.server.running() == 0); // not one byte has been read
        }
        awaitEngine(now -> now.running() == 0 && now.waiting() == 0);
    }

    @Test
    void pipelinedRequestDoesNotSpoilTheAnswerBeforeIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String body = body(true, 40, "");
            send(socket, body);
            Thread.sleep(60); // so that the watch, not Jetty, meets the second request
            send(socket, body);
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).contains("data: [DONE]");
        }
        await(() -> served.server.running() == 0);
    }

    private static Socket ask(boolean stream) throws IOException {
        Socket socket = new Socket("127.0.0.1", served.server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        send(socket, body(stream, TOKENS, ""));
        return socket;
    }

    /// {@return a question whose answer has exactly `tokens` tokens}
    private static String body(boolean stream, int tokens, String more) {
        String ends =
                IntStream.range(0, served.tokenizer.vocabSize())
                        .filter(served.chat.encoder()::isEnd)
                        .mapToObj("\"%d\":-100"::formatted)
                        .collect(Collectors.joining(","));
        return "{\"model\":\"tiny\",\"stream\":%s,\"max_tokens\":%d,\"logit_bias\":{%s}%s,\"messages\":[{\"role\":\"user\",\"content\":\"go\"}]}"
                .formatted(stream, tokens, ends, more);
    }

    private static void send(Socket socket, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(bytes.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private static void awaitEngine(Predicate<EngineStatistics> wanted)
            throws InterruptedException {
        await(() -> wanted.test(served.engine.statistics()));
    }

    private static void await(java.util.function.BooleanSupplier wanted)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("patience; " + served.engine.statistics())
                    .isLessThan(end);
            Thread.sleep(5);
        }
    }
}
