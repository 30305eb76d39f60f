package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ErrorFormat;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.text.chat.StreamEvent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is added to a server without touching it: pages, another dialect's errors, a second model.
class RouteModulesTest {
    /// Errors in a dialect of their own.
    private static final ErrorFormat SHOUTED =
            new ErrorFormat() {
                @Override
                public JsonNode document(ApiError error) {
                    return JsonMapper.shared()
                            .createObjectNode()
                            .put("shout", error.status() + " " + error.message());
                }

                @Override
                public StreamEvent event(ApiError error) {
                    return new StreamEvent(Optional.of("shout"), document(error).toString());
                }
            };

    private static final RouteModule PAGES =
            () ->
                    List.of(
                            Route.get(
                                    "/runs/{name}",
                                    exchange ->
                                            exchange.bytes(
                                                    200,
                                                    "text/plain",
                                                    ("run " + exchange.pathVariable("name"))
                                                            .getBytes(StandardCharsets.UTF_8))),
                            Route.post("/echo", exchange -> exchange.json(exchange.readJson()))
                                    .withErrors(SHOUTED),
                            Route.post(
                                            "/stream",
                                            exchange -> {
                                                exchange.event(
                                                        new StreamEvent(
                                                                Optional.of("begun"), "{}"));
                                                throw new RequestException(
                                                        ApiError.invalid("x", "no more"));
                                            })
                                    .withErrors(SHOUTED),
                            Route.of(
                                    Route.Method.DELETE,
                                    "/runs/{name}",
                                    exchange -> exchange.bytes(204, "text/plain", new byte[0])));

    private static Served served;
    private static Server server;

    @BeforeAll
    static void open() {
        served = Served.open();
        ChatEngine other =
                new ChatEngine(
                        served.engine,
                        served.tokenizer,
                        served.chat.encoder(),
                        "other",
                        new GenerationDefaults(Set.of(), SamplingParameters.GREEDY));
        ServerOptions options = ServerOptions.local().withKeys(ApiKeys.of(List.of("one")));
        server = Server.open(options, ModelRegistry.of(served.chat, other), List.of(PAGES));
    }

    @AfterAll
    static void close() {
        server.close();
        served.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer one")
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return served.send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void modulesRoutesAreAnsweredAndNeedAKeyLikeAllOthers() throws Exception {
        assertThat(served.send(request("/runs/first").GET()).body()).isEqualTo("run first");
        assertThat(served.send(request("/runs/first").DELETE()).statusCode()).isEqualTo(204);
        URI open = URI.create("http://127.0.0.1:" + server.port() + "/runs/first");
        assertThat(served.send(HttpRequest.newBuilder(open).GET()).statusCode()).isEqualTo(401);
        assertThat(served.send(request("/runs/first").PUT(HttpRequest.BodyPublishers.noBody())))
                .matches(response -> response.statusCode() == 405)
                .extracting(response -> response.headers().firstValue("Allow").orElse(""))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS");
    }

    @Test
    void errorsAreInTheRoutesOwnWords() throws Exception {
        HttpResponse<String> unread = post("/echo", "{");
        assertThat(unread.statusCode()).isEqualTo(400);
        assertThat(unread.body()).startsWith("{\"shout\":\"400 the body is not JSON");
        URI open = URI.create("http://127.0.0.1:" + server.port() + "/echo");
        HttpResponse<String> noKey =
                served.send(HttpRequest.newBuilder(open).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(noKey.body()).startsWith("{\"shout\":\"401");
        assertThat(post("/stream", "{}").body())
                .isEqualTo(
                        "event: begun\ndata: {}\n\nevent: shout\ndata: {\"shout\":\"400 no more\"}\n\n");
    }

    @Test
    void requestsGoToTheModelThatTheyName() throws Exception {
        JsonNode list =
                JsonMapper.shared()
                        .readTree(served.send(request("/v1/models").GET()).body())
                        .path("data");
        assertThat(list.findValuesAsString("id")).containsExactly("tiny", "other");
        for (String name : List.of("tiny", "other")) {
            String asked = "{\"model\":\"%s\",\"prompt\":\"the\",\"max_tokens\":2}".formatted(name);
            JsonNode answer = JsonMapper.shared().readTree(post("/v1/completions", asked).body());
            assertThat(answer.path("model").stringValue()).isEqualTo(name);
        }
        HttpResponse<String> none = post("/v1/completions", "{\"model\":\"third\"}");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("use tiny or other");
        assertThat(served.send(request("/metrics").GET()).body())
                .contains("baltoro_batch_size{model=\"tiny\"}")
                .contains("baltoro_batch_size{model=\"other\"}");
    }

    @Test
    void sameNamesAndSameRoutesAreRefused() {
        assertThatThrownBy(() -> ModelRegistry.of(served.chat, served.chat))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny");
        assertThatThrownBy(ModelRegistry::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Server.open(
                                ServerOptions.local(),
                                ModelRegistry.of(served.chat),
                                List.of(PAGES, PAGES)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
