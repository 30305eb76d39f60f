package dev.baltoro.agent.mcp;

import dev.baltoro.agent.http.AskedPause;
import java.net.http.HttpResponse;
import java.time.Duration;

/// What a busy server asks: to be left alone for a while.
final class RetryAfter {
    /// The longest wait; a server that asks for more is taken at its word, and not asked again.
    static final Duration MAX = Duration.ofSeconds(20);

    /// Attempts at one request.
    static final int ATTEMPTS_MAX = 3;

    private static final Duration FIRST = Duration.ofSeconds(1);

    /// Beyond the wait, since clocks differ.
    private static final Duration SLACK = Duration.ofMillis(50);

    private RetryAfter() {}

    /// {@return whether an answer with this status says that it may be different later}
    static boolean isBusy(HttpResponse<?> response) {
        int status = response.statusCode();
        return status == 429 || status == 503 && AskedPause.of(response).isPresent();
    }

    /// {@return the wait before the next attempt}
    ///
    /// @param attempt the one that was refused, from 1
    static Duration pause(HttpResponse<?> response, int attempt) {
        return AskedPause.of(response).orElse(FIRST.multipliedBy(attempt)).plus(SLACK);
    }
}
