package dev.baltoro.serve.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One request by a bare socket: it can leave in the middle and read as slowly as it likes.
final class SoakClient {
    private static final int SILENCE_MILLIS_MAX = 120_000;
    private static final String DATA = "data: ";

    private final int port;

    SoakClient(int port) {
        this.port = port;
    }

    /// How a client behaves.
    ///
    /// @param events it leaves after so many
    /// @param pauseMillis it waits for so long before each
    record Manners(int events, int pauseMillis) {
        static final Manners GOOD = new Manners(Integer.MAX_VALUE, 0);
    }

    /// {@return the streamed text of a whole answer, none if the client left before its end}
    ///
    /// @throws IOException if the server ends the answer early
    Optional<String> stream(String body, Manners manners) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        try (Socket socket = send(body)) {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int events = 0;
            while (events < manners.events) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the answer ended early");
                }
                if (line.equals(DATA + "[DONE]")) {
                    return Optional.of(text.toString());
                }
                if (line.startsWith(DATA)) {
                    Thread.sleep(manners.pauseMillis);
                    JsonNode event = JsonMapper.shared().readTree(line.substring(DATA.length()));
                    text.append(event.at("/choices/0/text").asString(""));
                    events++;
                }
            }
        }
        return Optional.empty();
    }

    /// {@return the status line that a body gets}
    String status(String body) throws IOException {
        try (Socket socket = send(body)) {
            String line =
                    new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        }
    }

    private Socket send(String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(SILENCE_MILLIS_MAX);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(bytes.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }
}
