package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.model.K2Model;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What clients are told when the engine fails: weights that are not numbers come into use, or it
/// is closed.
///
/// Prompts that are scored count decode steps: there is one between two of them.
class EngineFailureTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TEXT = "/v1/completions";
    private static final int STEPS = 5;

    private static String chat(String fields) {
        return "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"the\"}],\"max_tokens\":900%s}"
                .formatted(fields);
    }

    private static String text(String fields) {
        return "{\"model\":\"tiny\",\"prompt\":\"the\",\"echo\":true,\"max_tokens\":900%s}"
                .formatted(fields);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void streamSaysThatTheScoresAreNoNumbersAndEnds(int choices) throws Exception {
        try (Served served = Served.open();
                K2Model damaged = served.damaged()) {
            served.halt.on();
            var body =
                    served.request(TEXT)
                            .header("Content-Type", "application/json")
                            .POST(publisher(text(",\"stream\":true,\"n\":" + choices)));
            // The head comes with the echo: from here on the answer waits for the engine.
            var response = served.http().send(body.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            List<CompletableFuture<?>> steps = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                steps.add(served.engine.score(new int[] {1, 2}, 0));
            }
            var swapped = steps.getLast().thenCompose(_ -> served.engine.swap(damaged));
            served.halt.off();
            List<String> events =
                    response.body().filter(line -> line.startsWith("data: ")).toList();
            swapped.join();
            assertThat(served.engine.statistics().completionTokens())
                    .isEqualTo((long) STEPS * choices);
            requireError(events.getLast().substring("data: ".length()), "not finite");
            assertThat(events).doesNotContain("data: [DONE]");
            assertThat(events.stream().filter(event -> event.contains("\"error\""))).hasSize(1);
            requireAtRest(served);
        }
    }

    @Test
    void nothingButTheErrorIsSentWhereNothingWasSentYet() throws Exception {
        try (Served served = Served.open();
                K2Model damaged = served.damaged()) {
            served.engine.swap(damaged).join();
            for (HttpResponse<String> response :
                    List.of(
                            served.post(CHAT, chat("")),
                            served.post(CHAT, chat(",\"n\":3")),
                            served.post(TEXT, text("")),
                            served.post(
                                    TEXT,
                                    text(",\"max_tokens\":0,\"logprobs\":0")
                                            .replace("\"max_tokens\":900,", "")),
                            served.post(TEXT, text(",\"stream\":true,\"logprobs\":2")))) {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
                requireError(response.body(), "not finite");
            }
            requireAtRest(served);
        }
    }

    @Test
    void engineThatIsClosedInTheMiddleEndsTheStream() throws Exception {
        try (Served served = Served.open()) {
            served.halt.on();
            var body =
                    served.request(CHAT)
                            .header("Content-Type", "application/json")
                            .POST(publisher(chat(",\"stream\":true")));
            var response = served.http().send(body.build(), HttpResponse.BodyHandlers.ofLines());
            served.engine.close();
            List<String> events =
                    response.body().filter(line -> line.startsWith("data: ")).toList();
            assertThat(events).hasSize(2).doesNotContain("data: [DONE]");
            requireError(events.getLast().substring("data: ".length()), "closed");
            HttpResponse<String> health = served.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("{\"status\":\"engine stopped\"}");
            for (HttpResponse<String> late :
                    List.of(
                            served.post(CHAT, chat("")),
                            served.post(CHAT, chat(",\"stream\":true")),
                            served.post(TEXT, text(",\"logprobs\":1")))) {
                assertThat(late.statusCode()).isEqualTo(503);
                requireError(late.body(), "closed");
            }
        }
    }

    private static HttpRequest.BodyPublisher publisher(String json) {
        return HttpRequest.BodyPublishers.ofString(json);
    }

    private static void requireError(String json, String part) {
        JsonNode error = JsonMapper.shared().readTree(json).path("error");
        assertThat(error.path("message").asString()).as(json).contains(part);
        assertThat(error.path("type").asString()).isEqualTo("server_error");
        assertThat(error.path("code").asString()).isEqualTo("engine_unavailable");
    }

    /// Failed sequences hold nothing, and the next request with good weights is answered.
    private static void requireAtRest(Served served) throws IOException, InterruptedException {
        served.halt.on();
        var statistics = served.engine.statistics();
        assertThat(statistics.running()).isZero();
        assertThat(statistics.waiting()).isZero();
        assertThat(statistics.usedPages()).isEqualTo(statistics.prefixPages());
        served.halt.off();
        served.engine.swap(served.model).join();
        assertThat(served.post(TEXT, text(",\"logprobs\":1")).statusCode()).isEqualTo(200);
    }
}
