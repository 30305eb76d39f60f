package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServerTest {
    private static Served served;

    @BeforeAll
    static void open() {
        served = Served.open();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void healthIsOk() throws Exception {
        HttpResponse<String> response = served.get("/health");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void modelIsListedAndFound() throws Exception {
        JsonNode list = json(served.get("/v1/models"));
        assertThat(list.at("/data/0/id").stringValue()).isEqualTo("tiny");
        assertThat(json(served.get("/v1/models/tiny"))).isEqualTo(list.at("/data/0"));
        assertThat(served.get("/v1/models/other").statusCode()).isEqualTo(404);
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        for (String path : List.of("/", "/health", "/v1/models", "/web/settings.js")) {
            HttpResponse<String> get = served.get(path);
            HttpResponse<String> head = served.send(served.request(path).HEAD());
            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            for (String name : List.of("Content-Type", "Content-Length", "ETag")) {
                assertThat(head.headers().firstValue(name))
                        .as("%s of %s", name, path)
                        .isEqualTo(get.headers().firstValue(name));
            }
        }
        assertThat(served.send(served.request("/web/none.css").HEAD()).statusCode()).isEqualTo(404);
    }

    @Test
    void chatIsAnswered() throws Exception {
        HttpResponse<String> response =
                served.post(
                        "/v1/chat/completions",
                        """
                        {"model": "tiny", "max_tokens": 5, "temperature": 0,
                         "messages": [{"role": "user", "content": "hello"}]}\
                        """);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
