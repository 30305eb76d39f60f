package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many clients with the largest bodies there may be, whose documents are many times as large as
/// their text: the server in its small heap sends some away and lives.
class BodyFloodTest {
    private static final int CLIENTS = 50;
    private static final int BODY_BYTES = 9_000_000;
    private static final int ROUNDS = 2;

    /// A server in a process of its own.
    static final class Flooded {
        private Flooded() {}

        public static void main(String[] arguments) throws IOException {
            try (Served served = Served.open()) {
                System.out.println(served.server.port());
                System.in.read(); // until the parent goes
            }
        }
    }

    @Test
    void serverOutlivesManyLargeBodiesAtOnce() throws Exception {
        List<String> command = new ArrayList<>(ChildJvm.command(Flooded.class));
        command.add(1, "-XX:+ExitOnOutOfMemoryError");
        Process server =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = server.inputReader()) {
            int port = Integer.parseInt(lines.readLine());
            for (String element : List.of("{}", "[]", "1e9", "\"\"")) {
                flood(port, element);
                assertThat(server.isAlive()).as("behind bodies of " + element).isTrue();
            }
            assertThat(status(port, "GET /health HTTP/1.1\r\n", new byte[0], 0)).contains("200");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static void flood(int port, String element) throws Exception {
        byte[] chunk = (element + ",").repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> asking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                asking.add(() -> ask(port, chunk));
            }
            for (Future<String> answer : clients.invokeAll(asking)) {
                assertThat(answer.get()).matches("HTTP/1\\.1 (400|413|429) .*|reset while sending");
            }
        }
    }

    private static String ask(int port, byte[] chunk) throws IOException {
        String last = "";
        for (int round = 0; round < ROUNDS; round++) {
            last =
                    status(
                            port,
                            "POST /v1/chat/completions HTTP/1.1\r\nContent-Type: application/json\r\n",
                            chunk,
                            BODY_BYTES / chunk.length);
        }
        return last;
    }

    private static String status(int port, String head, byte[] chunk, int chunks)
            throws IOException {
        String open = "{\"model\":\"tiny\",\"messages\":[";
        String close = "1]}";
        long length =
                chunks == 0 ? 0 : open.length() + (long) chunk.length * chunks + close.length();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            ascii(out, head + "Host: localhost\r\nContent-Length: " + length + "\r\n\r\n");
            if (chunks > 0) {
                ascii(out, open);
                for (int i = 0; i < chunks; i++) {
                    out.write(chunk);
                }
                ascii(out, close);
            }
            return line(socket.getInputStream());
        } catch (java.net.SocketException e) {
            return "reset while sending"; // refused before it was all sent
        }
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
