package dev.baltoro.serve.web.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.serve.http.HttpServer;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.synth.review.ReviewFolder;
import dev.baltoro.synth.review.ReviewVerdict;
import dev.baltoro.synth.review.SamplePlan;
import dev.baltoro.synth.review.SampleTrajectories;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the review's pages ask, over HTTP, and who else gets no answer.
class ReviewRoutesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TRAJECTORIES = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir private Path folder;
    private ReviewFolder review;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        SampleTrajectories.write(folder, TRAJECTORIES);
        review =
                ReviewFolder.open(
                        folder,
                        Optional.of(new SamplePlan(0, 1, 1)),
                        InstantSource.system(),
                        _ -> {});
        server =
                new HttpServer(
                        ServerOptions.local(), new ReviewPage(review).routes(), (_, _, _) -> {});
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        http.shutdownNow();
        server.close();
        review.close();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(origin() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> fromPage(String path, ObjectNode body) throws Exception {
        return send(request(path, body.toString()).header("Origin", origin()));
    }

    private JsonNode ask(String path, ObjectNode body) throws Exception {
        HttpResponse<String> answer = fromPage(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(origin() + path)));
    }

    private static ObjectNode of(String reviewer) {
        return JSON.createObjectNode().put("reviewer", reviewer);
    }

    @Test
    void reviewGoesFromTheFirstTrajectoryToTheExport() throws Exception {
        JsonNode opened = ask("/api/open", of(" Ann  K "));
        assertThat(opened.path("reviewer").asString()).isEqualTo("Ann K");
        assertThat(opened.path("trajectories").asInt()).isEqualTo(TRAJECTORIES);
        JsonNode first = ask("/api/go", of("Ann K").put("move", "open")).path("item");
        assertThat(first.path("findings").isNull()).isTrue();
        assertThat(first.path("trajectory").path("rules").isMissingNode()).isTrue();
        assertThat(first.path("trajectory").path("judge").isMissingNode()).isTrue();
        assertThat(first.path("trajectory").path("provenance").isMissingNode()).isTrue();

        String id = first.path("id").asString();
        JsonNode judged =
                ask(
                        "/api/verdict",
                        of("Ann K").put("id", id).put("verdict", "accept").put("reason", "fine"));
        assertThat(judged.path("item").path("findings").path("rules").isObject()).isTrue();
        assertThat(judged.path("progress").path("mine").asInt()).isEqualTo(1);

        HttpResponse<String> exported = get("/export/majority");
        assertThat(exported.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"accepted.jsonl\"");
        assertThat(exported.headers().firstValue("Content-Length")).isEmpty(); // made while sent
        assertThat(exported.body().lines()).hasSize(1);
        assertThat(JSON.readTree(exported.body()).path("id").asString()).isEqualTo(id);

        assertThat(ask("/api/agreement", JSON.createObjectNode()).path("rules")).hasSize(1);
        JsonNode undone = ask("/api/undo", of("Ann K"));
        assertThat(undone.path("item").path("own").isNull()).isTrue();
        assertThat(ask("/api/undo", of("Ann K")).path("item").isNull()).isTrue();
        assertThat(get("/export/any").body()).isEmpty();
    }

    @Test
    void otherSitesPagesAndProgramsWithoutAnOriginAreRefused() throws Exception {
        ObjectNode body = of("Ann").put("id", "t-00000").put("verdict", "accept");
        for (String path :
                List.of("/api/open", "/api/go", "/api/verdict", "/api/undo", "/api/agreement")) {
            assertRefused(send(request(path, body.toString())), 403, "foreign_page");
            assertRefused(
                    send(request(path, body.toString()).header("Origin", "http://evil.example")),
                    403,
                    "foreign_page");
            assertRefused(
                    send(
                            request(path, body.toString())
                                    .header("Origin", origin())
                                    .header("Sec-Fetch-Site", "cross-site")),
                    403,
                    "foreign_page");
        }
        assertThat(review.reviewers()).isEmpty();
    }

    @Test
    void badRequestsAreToldInOneLine() throws Exception {
        assertRefused(fromPage("/api/go", of("")), 400, "invalid_value");
        assertRefused(fromPage("/api/go", of("A").put("move", "up")), 400, "invalid_value");
        assertRefused(
                fromPage("/api/go", JSON.createObjectNode()), 400, "missing_required_parameter");
        ObjectNode verdict = of("A").put("id", "t-00000").put("verdict", "accept");
        assertRefused(
                fromPage("/api/verdict", verdict.deepCopy().put("verdict", "yes")),
                400,
                "invalid_value");
        assertRefused(
                fromPage("/api/verdict", verdict.deepCopy().put("id", "none")),
                400,
                "invalid_value");
        assertRefused(
                fromPage(
                        "/api/verdict",
                        verdict.deepCopy()
                                .put("reason", "x".repeat(ReviewFolder.REASON_CHARS_MAX + 1))),
                400,
                "invalid_value");
        assertRefused(
                send(request("/api/go", "{\"a\":").header("Origin", origin())),
                400,
                "invalid_json");
        assertRefused(
                fromPage("/api/go", of("x".repeat(11_000_000)).put("move", "open")),
                413,
                "request_too_large");
        assertRefused(get("/export/some"), 400, "invalid_value");
        assertRefused(get("/review/none.js"), 404, "unknown_url");
        assertThat(review.reviewers()).isEmpty();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = JSON.readTree(response.body()).path("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("message").asString()).isNotBlank().hasLineCount(1);
    }

    @Test
    void fileThatChangedIsToldAndNoVerdictIsTaken() throws Exception {
        Path file = folder.resolve("trajectories.jsonl");
        Files.writeString(file, Files.readString(file).replace("Steppe", "Desert"));
        HttpResponse<String> answer = fromPage("/api/go", of("Ann").put("move", "open"));
        assertRefused(answer, 500, "review_failed");
        assertThat(answer.body()).contains("has changed since it was opened; start again");
    }

    /// A file that was cut short under an export: what has been sent must not look like all of it.
    @Test
    void exportThatFailsHalfwayIsSeenToBeCutOff() throws Exception {
        for (int i = 0; i < TRAJECTORIES; i++) {
            review.judge("Ann", "t-%05d".formatted(i), ReviewVerdict.ACCEPT, "");
        }
        assertThat(get("/export/all").body().lines()).hasSize(TRAJECTORIES);
        Path file = folder.resolve("trajectories.jsonl");
        List<String> lines = Files.readAllLines(file);
        lines.set(TRAJECTORIES - 1, " ".repeat(lines.getLast().length()));
        Files.write(file, lines);
        assertThatThrownBy(() -> get("/export/all")).isInstanceOf(IOException.class);
    }

    @Test
    void pagesLoadNothingFromElsewhere() throws Exception {
        for (String path : List.of("/", "/agreement")) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(page.body()).doesNotContain("http:", "https:", "style=", "onclick");
        }
    }
}
