package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.serve.http.ServerOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An engine that stops in the middle: each dialect has an event of its own for it.
class DialectFailureTest {
    private static final String RESPONSE = "{\"model\":\"tiny\",\"input\":\"the\"%s}";
    private static final String MESSAGE =
            "{\"model\":\"tiny\",\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\"the\"}]%s}";

    @Test
    void streamOfAResponseEndsWithFailedAndItsNextNumber() throws Exception {
        try (Served served = Served.open(ServerOptions.local())) {
            List<String> lines = stopped(served, "/v1/responses", RESPONSE);
            assertThat(lines.get(lines.size() - 2)).isEqualTo("event: response.failed");
            JsonNode last = data(lines);
            assertThat(last.path("sequence_number").intValue()).isEqualTo(lines.size() / 2 - 1);
            assertThat(last.path("response").path("status").asString()).isEqualTo("failed");
            assertThat(last.path("response").path("error").path("message").asString())
                    .contains("closed");
            HttpResponse<String> late = served.post("/v1/responses", RESPONSE.formatted(""));
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).startsWith("{\"error\":{");
        }
    }

    @Test
    void streamOfAMessageEndsWithAnError() throws Exception {
        try (Served served = Served.open(ServerOptions.local())) {
            List<String> lines = stopped(served, "/v1/messages", MESSAGE);
            assertThat(lines.get(lines.size() - 2)).isEqualTo("event: error");
            JsonNode last = data(lines);
            assertThat(last.path("type").asString()).isEqualTo("error");
            assertThat(last.path("error").path("type").asString()).isEqualTo("api_error");
            assertThat(last.path("error").path("message").asString()).contains("closed");
            HttpResponse<String> late = served.post("/v1/messages", MESSAGE.formatted(""));
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).startsWith("{\"type\":\"error\",\"error\":{");
        }
    }

    /// {@return the lines of a stream whose engine is closed once its head is out}
    private static List<String> stopped(Served served, String path, String body) throws Exception {
        served.halt.on();
        HttpRequest request =
                served.request(path)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        body.formatted(",\"stream\":true")))
                        .build();
        var response = served.http().send(request, HttpResponse.BodyHandlers.ofLines());
        served.engine.close();
        return response.body()
                .filter(line -> line.contains(": ") && !line.startsWith(":"))
                .toList();
    }

    private static JsonNode data(List<String> lines) {
        return JsonMapper.shared().readTree(lines.getLast().substring("data: ".length()));
    }
}
