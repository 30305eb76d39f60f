package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.serve.http.ServerLimits;
import dev.baltoro.serve.http.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a hostile or careless client can send; the server answers each with an error that helps and
/// is as well as before.
class BadRequestTest {
    private static final String CHAT = "/v1/chat/completions";
    private static Served served;

    @BeforeAll
    static void open() {
        ServerLimits limits =
                ServerLimits.standard()
                        .withTimes(
                                Duration.ofSeconds(2), // a busy machine's own pauses are shorter
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(5));
        served = Served.open(ServerOptions.local().withLimits(limits));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @AfterEach
    void isWell() throws Exception {
        assertThat(served.get("/health").statusCode()).isEqualTo(200);
    }

    private record Bad(String name, String body, int status, String code, String says) {}

    @TestFactory
    Stream<DynamicTest> badBodiesAreNamed() {
        String user = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        return List.of(
                        new Bad("empty", "", 400, "invalid_json", "JSON"),
                        new Bad(
                                "malformed",
                                "{\"model\": \"tiny\",, }",
                                400,
                                "invalid_json",
                                "line 1, column"),
                        new Bad("cut", "{\"model\": \"ti", 400, "invalid_json", "line 1"),
                        new Bad("two documents", "{} {}", 400, "invalid_json", "JSON"),
                        new Bad("a list", "[1]", 400, "invalid_json", "object"),
                        new Bad("deep", "[".repeat(100_000), 400, "invalid_json", "nesting"),
                        new Bad(
                                "deep field",
                                "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
                                400,
                                "invalid_json",
                                "nesting"),
                        new Bad(
                                "no messages",
                                "{\"model\":\"tiny\"}",
                                400,
                                "missing_required_parameter",
                                "messages"),
                        new Bad(
                                "messages no list",
                                "{\"model\":\"tiny\",\"messages\":\"hi\"}",
                                400,
                                "invalid_value",
                                "messages"),
                        new Bad(
                                "unknown role",
                                "{\"model\":\"tiny\",\"messages\":[{\"role\":\"wizard\",\"content\":\"hi\"}]}",
                                400,
                                "invalid_value",
                                "messages[0].role"),
                        new Bad(
                                "wrong type",
                                "{\"model\":\"tiny\",\"max_tokens\":\"many\"," + user + "}",
                                400,
                                "invalid_value",
                                "max_tokens"),
                        new Bad(
                                "not a number",
                                "{\"model\":\"tiny\",\"temperature\":NaN," + user + "}",
                                400,
                                "invalid_json",
                                "JSON"),
                        new Bad(
                                "huge number",
                                "{\"model\":\"tiny\",\"temperature\":1"
                                        + "0".repeat(1000)
                                        + ","
                                        + user
                                        + "}",
                                400,
                                "invalid_json",
                                "limit"),
                        new Bad(
                                "other model",
                                "{\"model\":\"gpt\"," + user + "}",
                                404,
                                "model_not_found",
                                "gpt"),
                        new Bad(
                                "too long",
                                "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\""
                                        + "\u00e9".repeat(3000)
                                        + "\"}]}",
                                400,
                                "context_length_exceeded",
                                "2048"))
                .stream()
                .map(bad -> DynamicTest.dynamicTest(bad.name, () -> refuses(bad)));
    }

    private void refuses(Bad bad) throws IOException, InterruptedException {
        HttpResponse<String> response = served.post(CHAT, bad.body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(bad.status);
        JsonNode error = error(response);
        assertThat(error.path("code").stringValue()).isEqualTo(bad.code);
        assertThat(error.path("message").stringValue()).contains(bad.says).hasLineCount(1);
        assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void halfASurrogateIsReadAsAReplacement() throws Exception {
        HttpResponse<String> response =
                served.post(
                        CHAT,
                        "{\"model\":\"tiny\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud83dz\"}]}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void bodyOf50MegabytesIsRefusedByItsLength() throws Exception {
        HttpResponse<String> response = served.post(CHAT, " ".repeat(50_000_000));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(error(response).path("message").stringValue()).contains("10,000,000");
    }

    @Test
    void bodyOfUnknownLengthIsRefusedOnceItIsTooLong() throws Exception {
        byte[] chunk = new byte[64 << 10];
        try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
            socket.setSoTimeout(20_000);
            head(
                    socket,
                    "POST "
                            + CHAT
                            + " HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
            try {
                for (int sent = 0; sent < 50_000_000; sent += chunk.length) {
                    ascii(socket, Integer.toHexString(chunk.length) + "\r\n");
                    socket.getOutputStream().write(chunk);
                    ascii(socket, "\r\n");
                }
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
                return; // closed on us before all was sent, as it may be
            }
            assertThat(status(socket)).isEqualTo("HTTP/1.1 413 Payload Too Large");
        }
    }

    @Test
    void contentTypeMustBeJson() throws Exception {
        HttpResponse<String> response =
                served.send(
                        served.request(CHAT)
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(error(response).path("message").stringValue()).contains("application/json");
    }

    @Test
    void unknownRouteAndWrongMethodAreTold() throws Exception {
        HttpResponse<String> unknown = served.get("/v2/chat");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(error(unknown).path("code").stringValue()).isEqualTo("unknown_url");
        HttpResponse<String> method = served.get(CHAT);
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).contains("OPTIONS, POST");
        assertThat(error(method).path("message").stringValue()).contains("POST");
        HttpResponse<String> delete = served.send(served.request("/health").DELETE());
        assertThat(delete.statusCode()).isEqualTo(405);
    }

    @Test
    void foreignHostIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
            ascii(socket, "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            assertThat(status(socket)).isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void whatIsNoHttpGetsAnErrorInTheSameShape() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
            ascii(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\nBad Header\u0001\r\n\r\n");
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all)
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":{")
                    .doesNotContain("<html");
        }
    }

    @Test
    void headersThatComeTooSlowlyEndTheConnection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
            socket.setSoTimeout(20_000);
            ascii(socket, "GET /health HTTP/1.1\r\n");
            Thread dripper =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int i = 0; i < 200; i++) {
                                        ascii(socket, "a");
                                        Thread.sleep(50);
                                    }
                                } catch (IOException | InterruptedException e) {
                                    return; // closed: what is asked for
                                }
                            });
            assertThat(ended(socket.getInputStream())).isTrue();
            dripper.join();
        }
    }

    private static boolean ended(InputStream in) {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    private static void head(Socket socket, String lines) throws IOException {
        ascii(socket, lines + "Host: localhost\r\n\r\n");
    }

    private static void ascii(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String status(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static JsonNode error(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body()).path("error");
    }
}
