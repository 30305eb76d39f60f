package dev.baltoro.serve.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.Server;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ServerLimits;
import dev.baltoro.serve.http.ServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Who gets the server to run a tool: its own page, for calls that the model proposed there, once
/// each, and with the user's consent where something may change. The model is random (seed 1); a
/// forced choice makes it call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageToolRoutesTest {
    private static final String KEY = "a key";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LightTools tools = new LightTools();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TinyChat model;
    private Server server;

    @BeforeAll
    void open() {
        model = new TinyChat(1);
        ServerOptions options =
                ServerOptions.local().withKeys(ApiKeys.of(List.of(KEY))).withOrigin("*");
        server = Server.open(options, model.chat(), tools);
    }

    @AfterAll
    void close() {
        http.shutdownNow();
        server.close();
        model.close();
    }

    @BeforeEach
    void forget() {
        tools.ran.clear();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpRequest.Builder request(String path, ObjectNode body) {
        return HttpRequest.newBuilder(URI.create(origin() + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// As a browser sends what a page of this server asks.
    private HttpResponse<String> fromPage(String path, ObjectNode body) throws Exception {
        return send(
                request(path, body)
                        .header("Origin", origin())
                        .header("Sec-Fetch-Site", "same-origin"));
    }

    private String page() throws Exception {
        HttpResponse<String> opened = fromPage("/page/open", JSON.createObjectNode());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        return JSON.readTree(opened.body()).path("page").asString();
    }

    private ObjectNode asked(String page, String tool) {
        ObjectNode body = JSON.createObjectNode().put("page", page);
        ObjectNode request = body.putObject("request").put("model", "tiny").put("seed", 1);
        request.put("max_tokens", 400).put("parallel_tool_calls", false);
        request.putArray("messages").addObject().put("role", "user").put("content", "Light!");
        request.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", tool);
        return body;
    }

    private static List<JsonNode> events(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring("data: ".length())))
                .toList();
    }

    /// {@return what the page is told of the call that the model is made to propose}
    private JsonNode proposed(String page, String tool) throws Exception {
        JsonNode last = events(fromPage("/page/answer", asked(page, tool))).getLast();
        assertThat(last.path("calls")).as(last.toString()).hasSize(1);
        return last.path("calls").get(0);
    }

    private static ObjectNode settling(String page, String ticket, String consent) {
        ObjectNode body = JSON.createObjectNode().put("page", page).put("ticket", ticket);
        return consent.isEmpty() ? body : body.put("consent", consent);
    }

    private HttpResponse<String> settle(String page, JsonNode call, String consent)
            throws Exception {
        return fromPage("/page/call", settling(page, call.path("ticket").asString(), consent));
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void pageIsToldWhatToolsThereAre() throws Exception {
        JsonNode opened = JSON.readTree(fromPage("/page/open", JSON.createObjectNode()).body());
        assertThat(opened.path("rounds").asInt()).isEqualTo(PageToolRoutes.ROUNDS_MAX);
        assertThat(opened.path("tools").get(1).toString())
                .isEqualTo(
                        "{\"name\":\"set_light\",\"source\":\"house\",\"effect\":\"destroys\",\"description\":\"Does something in a room\"}");
        ObjectNode again = JSON.createObjectNode().put("page", opened.path("page").asString());
        assertThat(JSON.readTree(fromPage("/page/open", again).body()).path("page"))
                .isEqualTo(opened.path("page"));
        String html = send(HttpRequest.newBuilder(URI.create(origin() + "/")).GET()).body();
        assertThat(html).contains("<meta name=\"baltoro-tools\"");
    }

    @Test
    void toolThatChangesNothingIsRunAtOnce() throws Exception {
        String page = page();
        JsonNode call = proposed(page, "look");
        assertThat(call.path("id").asString()).isEqualTo("functions.look:0");
        assertThat(call.path("effect").asString()).isEqualTo("none");
        JsonNode result = JSON.readTree(settle(page, call, "").body());
        assertThat(result.path("content").asString()).isEqualTo("done: look");
        assertThat(result.path("failed").asBoolean()).isFalse();
        assertThat(tools.ran).containsExactly("look {\"room\":\"hall\"}");
    }

    @Test
    void toolThatMayChangeSomethingOrDoesNotSayNeedsConsent() throws Exception {
        String page = page();
        for (String name : List.of("set_light", "paint")) {
            JsonNode call = proposed(page, name);
            assertRefused(settle(page, call, ""), 403, "consent_needed");
            assertThat(tools.ran).isEmpty();
            assertThat(settle(page, call, "run").body()).contains("done: " + name);
            assertThat(tools.ran).containsExactly(name + " {\"room\":\"hall\"}");
            tools.ran.clear();
        }
        assertThat(settle(page, proposed(page, "paint"), "perhaps").body())
                .contains("consent is \\\"perhaps\\\"; use run or refuse");
    }

    @Test
    void refusedCallIsNotRunAndTheModelIsTold() throws Exception {
        String page = page();
        JsonNode call = proposed(page, "set_light");
        JsonNode result = JSON.readTree(settle(page, call, "refuse").body());
        assertThat(result.path("content").asString()).startsWith("The user refused this call.");
        assertThat(result.path("refused").asBoolean()).isTrue();
        assertRefused(settle(page, call, "run"), 409, "call_unknown");
        assertThat(tools.ran).isEmpty();
    }

    @Test
    void callIsRunOnceAndOnlyOnThePageWhereItWasProposed() throws Exception {
        String page = page();
        JsonNode call = proposed(page, "look");
        assertRefused(settle(page(), call, ""), 409, "call_unknown");
        assertThat(settle(page, call, "").statusCode()).isEqualTo(200);
        assertRefused(settle(page, call, ""), 409, "call_unknown");
        for (String guessed : List.of("functions.look:0", "look", "")) {
            assertRefused(
                    fromPage("/page/call", settling(page, guessed, "run")), 409, "call_unknown");
        }
        assertThat(tools.ran).hasSize(1);
    }

    /// `--cors *` is on here: it opens the API to other sites, and not this.
    @Test
    void foreignPageIsRefused() throws Exception {
        String page = page();
        ObjectNode body =
                settling(page, proposed(page, "set_light").path("ticket").asString(), "run");
        String port = ":" + server.port();
        for (List<String> headers :
                List.of(
                        List.of("Origin", "https://evil.example"),
                        List.of("Origin", "http://127.0.0.1.evil.example" + port),
                        List.of("Origin", "http://127.0.0.1:1"),
                        List.of("Origin", "http://localhost" + port),
                        List.of("Origin", "null"),
                        List.of("Sec-Fetch-Site", "same-origin"), // without an origin
                        List.of("Origin", origin(), "Sec-Fetch-Site", "cross-site"),
                        List.of("Origin", origin(), "Sec-Fetch-Site", "same-site"),
                        List.of("Origin", origin(), "Sec-Fetch-Site", "none"))) {
            for (String path : List.of("/page/open", "/page/answer", "/page/call")) {
                HttpRequest.Builder request = request(path, body);
                request.headers(headers.toArray(String[]::new));
                assertRefused(send(request), 403, "foreign_page");
            }
        }
        assertThat(tools.ran).isEmpty();
        assertThat(fromPage("/page/call", body).statusCode()).isEqualTo(200); // it still waited
    }

    @Test
    void clientOfTheApiRunsNothingAndHearsNothingOfTheTools() throws Exception {
        ObjectNode body = asked("", "look");
        String page = page();
        JsonNode ticket = proposed(page, "look").path("ticket");
        ObjectNode settling = settling(page, ticket.asString(), "run");
        assertRefused(send(request("/page/call", settling)), 403, "foreign_page");

        ObjectNode request = (ObjectNode) body.get("request");
        request.remove("tool_choice");
        HttpResponse<String> plain = send(request("/v1/chat/completions", request));
        assertThat(plain.statusCode()).isEqualTo(200);
        request.put("stream", true);
        request.put("tool_choice", "required");
        request.set(
                "tools", JSON.readTree("[" + tools.tools().getFirst().declaration().json() + "]"));
        List<JsonNode> events = events(send(request("/v1/chat/completions", request)));
        assertThat(events.toString()).contains("functions.look:0").doesNotContain("ticket");
        assertThat(send(HttpRequest.newBuilder(URI.create(origin() + "/openapi.json"))).body())
                .doesNotContain("/page/");
        assertThat(tools.ran).isEmpty();
    }

    @Test
    void keyAndKindOfBodyAndPageAreAskedFor() throws Exception {
        ObjectNode body = asked("no such page", "look");
        assertRefused(fromPage("/page/answer", body), 403, "page_unknown");
        assertRefused(fromPage("/page/call", settling("", "x", "run")), 403, "page_unknown");
        HttpRequest.Builder form =
                HttpRequest.newBuilder(URI.create(origin() + "/page/open"))
                        .header("Origin", origin())
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(send(form).statusCode()).isEqualTo(401);
        form.header("Authorization", "Bearer " + KEY).header("Content-Type", "text/plain");
        assertRefused(send(form), 415, "unsupported_content_type");
    }

    @Test
    void userMayDeclareToolsBesideTheServers() throws Exception {
        ObjectNode body = asked(page(), "mine");
        ObjectNode request = (ObjectNode) body.get("request");
        String mine = tools.tools().getFirst().declaration().json().replace("look", "mine");
        request.set("tools", JSON.readTree("[" + mine + "]"));
        List<JsonNode> events = events(fromPage("/page/answer", body));
        assertThat(events.toString()).contains("functions.mine:0").doesNotContain("ticket");
        request.set("tools", JSON.readTree("[" + mine.replace("mine", "look") + "]"));
        assertThat(fromPage("/page/answer", body).body())
                .contains("\\\"look\\\" is the name of a tool that the server has");
    }

    @Test
    void failureIsAResultThatSaysSo() throws Exception {
        String page = page();
        JsonNode result = JSON.readTree(settle(page, proposed(page, "break"), "").body());
        assertThat(result.path("failed").asBoolean()).isTrue();
        assertThat(result.path("content").asString()).contains("ended with status 7");
    }

    @Test
    void longResultIsCutToAShareOfTheContext() throws Exception {
        String page = page();
        JsonNode result = JSON.readTree(settle(page, proposed(page, "recite"), "").body());
        String content = result.path("content").asString();
        assertThat(content).endsWith(" of 500,000 characters]");
        int most = model.chat().engine().contextTokens() / ResultLength.CONTEXT_SHARE;
        assertThat(model.chat().tokenizer().encode(content).length).isBetween(most / 2, most + 50);
    }

    /// Its own server: closing waits for what runs, and then ends it.
    @Test
    void closingServerInterruptsToolsThatStillRun() throws Exception {
        LightTools slow = new LightTools();
        ServerOptions options =
                ServerOptions.local()
                        .withLimits(ServerLimits.standard().withDrainTime(java.time.Duration.ZERO));
        Server first = server;
        try (Server closing = Server.open(options, model.chat(), slow)) {
            server = closing;
            String page = page();
            ObjectNode body = settling(page, proposed(page, "hold").path("ticket").asString(), "");
            CompletableFuture<HttpResponse<String>> answer =
                    http.sendAsync(
                            request("/page/call", body).header("Origin", origin()).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(slow.held.await(30, TimeUnit.SECONDS)).isTrue();
            closing.close();
            assertThat(slow.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
            answer.handle((_, _) -> Optional.empty()).get(30, TimeUnit.SECONDS);
        } finally {
            server = first;
        }
    }

    @Test
    void toolsAreNotForEverybodyOnTheNetwork() {
        ServerOptions all =
                new ServerOptions(
                        "0.0.0.0",
                        0,
                        ApiKeys.of(List.of()),
                        Optional.empty(),
                        ServerLimits.standard());
        assertThatThrownBy(() -> Server.open(all, model.chat(), tools).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask for a key");
    }
}
