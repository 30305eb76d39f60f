package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.serve.http.ServerLimits;
import dev.baltoro.serve.http.ServerOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a server ends: with what runs complete, or told why not.
class ClosingTest {
    private static final String PATH = "/v1/completions";

    private static String request(int tokens) {
        return "{\"model\":\"tiny\",\"prompt\":\"the\",\"stream\":true,\"seed\":1,\"max_tokens\":%d}"
                .formatted(tokens);
    }

    /// A few answers, so that they take seconds.
    private static String request(int tokens, int answers) {
        return request(tokens).replace("{", "{\"n\":%d,".formatted(answers));
    }

    /// {@return a stream that the server has taken and the engine, which is paused, has not}
    private static EventReader begun(Served served, String request) throws Exception {
        served.halt.on();
        EventReader reader = new EventReader(served.server.port(), PATH, request, 1 << 16);
        while (served.server.running() == 0) {
            Thread.sleep(5);
        }
        return reader;
    }

    /// Lets a paused engine make tokens until something is seen of them: one alone may be half a
    /// character.
    private static void step(Served served, EventReader reader) throws IOException {
        while (!reader.isReady()) {
            served.halt.blink();
        }
    }

    private static Served open(Duration drain) {
        return Served.open(
                ServerOptions.local().withLimits(ServerLimits.standard().withDrainTime(drain)));
    }

    @Test
    void runningStreamIsCompletedAndNewRequestsAreSentAway() throws Exception {
        try (Served served = open(Duration.ofSeconds(60));
                EventReader reader = begun(served, request(200))) {
            Thread closing = Thread.ofVirtual().start(served.server::close);
            HttpResponse<String> health = served.get("/health");
            while (health.statusCode() == 200) {
                health = served.get("/health");
            }
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("{\"status\":\"draining\"}");
            HttpResponse<String> late = served.post(PATH, request(1));
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
            served.halt.off();
            assertThat(last(reader)).contains("[DONE]");
            closing.join();
            assertThatThrownBy(() -> served.get("/health")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void streamPastTheLimitIsToldWhyItEnds() throws Exception {
        try (Served served = open(Duration.ZERO);
                EventReader reader = begun(served, request(1900, 16))) {
            step(served, reader); // from here on an error is an event
            assertThat(reader.next()).isPresent();
            Thread closing = Thread.ofVirtual().start(served.server::close);
            assertThat(last(reader).orElseThrow()).contains("server_closing");
            closing.join();
            assertThat(served.engine.statistics().completionTokens()).isLessThan(16 * 1900);
        }
    }

    @Test
    void answerThatTakesTooLongIsToldSo() throws Exception {
        ServerLimits hasty =
                ServerLimits.standard()
                        .withTimes(
                                Duration.ofSeconds(5),
                                Duration.ofMillis(300),
                                Duration.ofSeconds(5));
        try (Served served = Served.open(ServerOptions.local().withLimits(hasty))) {
            served.halt.on(); // no answer, however fast the machine
            HttpResponse<String> whole =
                    served.post(PATH, request(1900).replace("\"stream\":true", "\"n\":16"));
            assertThat(whole.statusCode()).as(whole.body()).isEqualTo(504);
            assertThat(whole.body()).contains("\"code\":\"timeout\"");
        }
    }

    private static Optional<String> last(EventReader reader) throws IOException {
        Optional<String> last = Optional.empty();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            last = next;
        }
        return last;
    }
}
