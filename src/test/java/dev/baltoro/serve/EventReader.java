package dev.baltoro.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A client that streams a chat by a bare socket, as slowly and as badly as a test wants.
final class EventReader implements AutoCloseable {
    private static final int SILENCE_MILLIS_MAX = 30_000;
    private static final String DATA = "data: ";

    private final Socket socket = new Socket();
    private final BufferedReader lines;

    /// @param receiveBytes how much the machine may take in for a client that does not read
    EventReader(int port, String path, String body, int receiveBytes) throws IOException {
        socket.setReceiveBufferSize(receiveBytes);
        socket.setSoTimeout(SILENCE_MILLIS_MAX);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, bytes.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// {@return the next event's data, none when the connection has ended}
    Optional<String> next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                return Optional.of(line.substring(DATA.length()));
            }
        }
        return Optional.empty();
    }

    /// {@return whether something has come that [#next] has not read}
    boolean isReady() throws IOException {
        return lines.ready();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
