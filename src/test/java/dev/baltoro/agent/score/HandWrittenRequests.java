package dev.baltoro.agent.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The requests that measure agents on three servers.
final class HandWrittenRequests {
    private HandWrittenRequests() {}

    /// {@return the lines of a server's file}
    ///
    /// @param server `filesystem`, `memory` or `calc`
    static List<String> lines(String server) throws IOException {
        try (InputStream in =
                HandWrittenRequests.class.getResourceAsStream(
                        "/dev/baltoro/agent/requests/%s.jsonl".formatted(server))) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
