package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ServerOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who is let in, and what everybody may see.
class AccessTest {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static Served served;

    @BeforeAll
    static void open() {
        served =
                Served.open(
                        ServerOptions.local()
                                .withKeys(ApiKeys.of(List.of("one", "two")))
                                .withOrigin("https://friend.example"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static HttpResponse<String> models(String authorization) throws Exception {
        return served.send(
                served.request("/v1/models").header("Authorization", authorization).GET());
    }

    @Test
    void eachKeyOpensAndNothingElseDoes() throws Exception {
        assertThat(models("Bearer one").statusCode()).isEqualTo(200);
        assertThat(models("bearer two").statusCode()).isEqualTo(200);
        for (String wrong :
                List.of("Bearer three", "Bearer ", "one", "Basic one", "Bearer one two")) {
            HttpResponse<String> response = models(wrong);
            assertThat(response.statusCode()).as(wrong).isEqualTo(401);
            assertThat(response.body()).contains("\"code\":\"invalid_api_key\"");
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
        for (String key : List.of("one", "two", "three", "Bearer one", "")) {
            HttpRequest.Builder asked = served.request("/v1/models").header("x-api-key", key).GET();
            assertThat(served.send(asked).statusCode())
                    .as(key)
                    .isEqualTo(List.of("one", "two").contains(key) ? 200 : 401);
        }
        assertThat(served.get("/v1/models").statusCode()).isEqualTo(401);
        assertThat(served.get("/metrics").statusCode()).isEqualTo(401);
    }

    @Test
    void healthPageAndDocumentAreForEverybody() throws Exception {
        for (String path : List.of("/health", "/", "/openapi.json")) {
            assertThat(served.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void onlyTheNamedOriginIsLetIn() throws Exception {
        HttpResponse<String> friend = preflight("https://friend.example");
        assertThat(friend.headers().firstValue(ALLOW_ORIGIN)).contains("https://friend.example");
        HttpResponse<String> evil = preflight("https://evil.example");
        assertThat(evil.headers().firstValue(ALLOW_ORIGIN)).isEmpty();
    }

    /// Browsers do not send the request if the answer to this one is an error.
    @Test
    void preflightIsNoError() throws Exception {
        HttpResponse<String> response = preflight("https://friend.example");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("authorization");
    }

    @Test
    void headNeedsTheKeyThatGetNeeds() throws Exception {
        HttpRequest.Builder models = served.request("/v1/models").HEAD();
        assertThat(served.send(models).statusCode()).isEqualTo(401);
        assertThat(served.send(models.header("Authorization", "Bearer one")).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> preflight(String origin) throws Exception {
        return served.send(
                served.request("/v1/chat/completions")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void pageMayLoadFromThisServerAlone() throws Exception {
        HttpResponse<String> page = served.get("/");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("http:", "https:", "unsafe");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                served.send(served.request("/").header("If-None-Match", tag).GET());
        assertThat(again.statusCode()).isEqualTo(304);
        HttpResponse<String> script = served.get("/web/chat.js");
        assertThat(script.headers().firstValue("Content-Type"))
                .contains("text/javascript;charset=utf-8");
        for (String path : List.of("/web/none.js", "/web/..%2fopenapi.json", "/web/.hidden")) {
            assertThat(served.get(path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void keysInLinesSkipRemarks() {
        assertThat(ApiKeys.inLines(List.of("# keys", "", "  a ", "b#c")))
                .containsExactly("a", "b#c");
    }

    @Test
    void documentHasEveryRouteAndNoOther() throws Exception {
        JsonNode document = JsonMapper.shared().readTree(served.get("/openapi.json").body());
        assertThat(document.path("openapi").stringValue()).startsWith("3.1.");
        List<String> described =
                document.path("paths").properties().stream()
                        .flatMap(path ->
                                path.getValue().propertyNames().stream()
                                        .map(method -> method + " " + path.getKey()))
                        .toList();
        List<String> answered =
                served.server.routes().stream()
                        .map(route ->
                                route.method().name().toLowerCase(java.util.Locale.ROOT)
                                        + " "
                                        + route.template())
                        .toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(answered);
        document.findValuesAsString("$ref")
                .forEach(ref ->
                        assertThat(document.at(ref.substring(1)).isObject()).as(ref).isTrue());
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("operationId").isString()).isTrue();
                boolean refuses =
                        operation.path("operationId").asString("").equals("createEmbedding");
                assertThat(operation.path("responses").has("200")).isNotEqualTo(refuses);
            }
        }
    }

    @Test
    void metricsCountWhatHappened() throws Exception {
        HttpResponse<String> answer =
                served.send(
                        served.request("/v1/completions")
                                .header("Authorization", "Bearer one")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"model\":\"tiny\",\"prompt\":\"the\",\"max_tokens\":4}")));
        assertThat(answer.statusCode()).isEqualTo(200);
        String text =
                served.send(served.request("/metrics").header("Authorization", "Bearer one").GET())
                        .body();
        assertThat(text)
                .contains(
                        "baltoro_requests_seconds_count{method=\"POST\",route=\"/v1/completions\",status=\"200\"} 1")
                .contains("baltoro_completion_tokens_total 4")
                .contains("baltoro_time_to_first_token_seconds_bucket")
                .contains("baltoro_time_per_output_token_seconds_count 1")
                .contains("baltoro_queue_length 0")
                .contains("baltoro_batch_size 0")
                .contains("baltoro_cache_pages_used")
                .contains("baltoro_prefix_cache_hit_rate 0");
    }

    @Test
    void textsAndConversationsAreCounted() throws Exception {
        JsonNode tokens = post("/tokenize", "{\"text\":\"the glacier\"}");
        assertThat(tokens.path("count").intValue()).isEqualTo(tokens.path("tokens").size());
        assertThat(
                        post("/detokenize", "{\"tokens\":" + tokens.path("tokens") + "}")
                                .path("text")
                                .stringValue())
                .isEqualTo("the glacier");
        JsonNode chat =
                post(
                        "/tokenize",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"the glacier\"}]}");
        assertThat(chat.path("count").intValue()).isGreaterThan(tokens.path("count").intValue());
    }

    private static JsonNode post(String path, String json) throws Exception {
        return JsonMapper.shared()
                .readTree(
                        served.send(
                                        served.request(path)
                                                .header("Authorization", "Bearer one")
                                                .header("Content-Type", "application/json")
                                                .POST(HttpRequest.BodyPublishers.ofString(json)))
                                .body());
    }
}
