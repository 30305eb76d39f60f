package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bodies that are packed, come in chunks, wait for leave, or say wrongly what they are.
class PackedBodyTest {
    private static final String BODY =
            "{\"model\":\"tiny\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi 🏔\"}]}";
    private static Served served;

    @BeforeAll
    static void open() {
        served = Served.open();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    /// What packs bytes.
    private interface Packing {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] bytes, Packing packing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = packing.over(out)) {
            packer.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        return packed(bytes, GZIPOutputStream::new);
    }

    private static HttpResponse<String> send(String coding, String type, BodyPublisher body)
            throws Exception {
        return served.send(
                served.request("/v1/chat/completions")
                        .header("Content-Type", type)
                        .header("Content-Encoding", coding)
                        .POST(body));
    }

    private static HttpResponse<String> send(String coding, byte[] body) throws Exception {
        return send(coding, "application/json", BodyPublishers.ofByteArray(body));
    }

    private static JsonNode error(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = JsonMapper.shared().readTree(response.body()).path("error");
        assertThat(error.path("message").stringValue()).hasLineCount(1);
        return error;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", " GZIP "})
    void gzipIsUnpacked(String coding) throws Exception {
        byte[] body = gzip(BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(send(coding, body).statusCode()).isEqualTo(200);
    }

    @Test
    void deflateIsUnpackedWithAndWithoutItsHead() throws Exception {
        byte[] plain = BODY.getBytes(StandardCharsets.UTF_8);
        byte[] zlib = packed(plain, DeflaterOutputStream::new);
        byte[] raw = packed(plain, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
        assertThat(send("deflate", zlib).statusCode()).isEqualTo(200);
        assertThat(send("deflate", raw).statusCode()).isEqualTo(200);
        assertThat(send("identity", plain).statusCode()).isEqualTo(200);
    }

    @Test
    void bombIsTooLarge() throws Exception {
        byte[] bomb = gzip(new byte[100_000_000]);
        assertThat(bomb.length).isLessThan(200_000);
        JsonNode error = error(send("gzip", bomb), 413);
        assertThat(error.path("message").stringValue()).contains("unpacked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip", "nonsense"})
    void otherCodingsAreNamed(String coding) throws Exception {
        HttpResponse<String> response = send(coding, BODY.getBytes(StandardCharsets.UTF_8));
        JsonNode error = error(response, 415);
        assertThat(error.path("message").stringValue())
                .contains("Content-Encoding", coding, "gzip or deflate");
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("gzip, deflate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void damageIsSaidOfThePacking(String coding) throws Exception {
        byte[] plain = BODY.getBytes(StandardCharsets.UTF_8);
        JsonNode unpacked = error(send(coding, plain), 400);
        assertThat(unpacked.path("code").stringValue()).isEqualTo("invalid_content_encoding");
        byte[] whole =
                coding.equals("gzip") ? gzip(plain) : packed(plain, DeflaterOutputStream::new);
        JsonNode cut = error(send(coding, Arrays.copyOf(whole, whole.length / 2)), 400);
        assertThat(cut.path("message").stringValue()).contains(coding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/json; charset=utf-8 | 200
                    application/json;charset="UTF-8" | 200
                    APPLICATION/JSON ; Charset=us-ascii | 200
                    application/json; charset=iso-8859-1 | 415
                    application/json; charset=utf-16 | 415
                    application/json; charset=no!such | 415
                    text/json | 415
                    application/x-www-form-urlencoded | 415
                    multipart/form-data; boundary=x | 415
                    """)
    void typeAndCharsetMustBeJsonInUtf8(String type, int status) throws Exception {
        HttpResponse<String> response =
                send(
                        "identity",
                        type,
                        BodyPublishers.ofByteArray("{}".getBytes(StandardCharsets.UTF_8)));
        int expected = status == 200 ? 400 : status; // an empty object asks for nothing
        JsonNode error = error(response, expected);
        assertThat(error.path("message").stringValue())
                .contains(status == 200 ? "model" : type.contains("charset") ? "UTF-8" : "json");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        byte[] latin = BODY.replace("hi 🏔", "h\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(error(send("identity", latin), 400).path("code").stringValue())
                .isEqualTo("invalid_json");
    }

    @Test
    void bodyInChunksIsRead() throws Exception {
        byte[] packed = gzip(BODY.getBytes(StandardCharsets.UTF_8));
        BodyPublisher unknownLength =
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(packed));
        assertThat(send("gzip", "application/json", unknownLength).statusCode()).isEqualTo(200);
    }

    @Test
    void clientThatWaitsForLeaveGetsItBeforeItsBody() throws Exception {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = waiting(body.length)) {
            assertThat(line(socket)).isEqualTo("HTTP/1.1 100 Continue");
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            assertThat(line(socket)).isEmpty();
            assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
        try (Socket socket = waiting(50_000_000)) { // which it is not given for this
            assertThat(line(socket)).isEqualTo("HTTP/1.1 413 Payload Too Large");
        }
    }

    private static Socket waiting(int length) throws IOException {
        Socket socket = new Socket("127.0.0.1", served.server.port());
        socket.setSoTimeout(20_000);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n";
        socket.getOutputStream().write(head.formatted(length).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Test
    void embeddingsSayWhyThereAreNone() throws Exception {
        HttpResponse<String> response =
                served.post("/v1/embeddings", "{\"model\":\"tiny\",\"input\":\"hi\"}");
        JsonNode error = error(response, 404);
        assertThat(error.path("code").stringValue()).isEqualTo("embeddings_not_supported");
        assertThat(error.path("message").stringValue()).contains("embedding");
        assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
    }
}
