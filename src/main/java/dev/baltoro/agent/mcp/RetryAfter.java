package dev.baltoro.agent.mcp;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

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
        return status == 429 || status == 503 && asked(response).isPresent();
    }

    /// {@return the wait that is asked for, in seconds or as a date}
    static Optional<Duration> asked(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        if (value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) (1000 * Double.parseDouble(value))));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(Instant.now(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty(); // not said, or not in a form that HTTP has
        }
    }

    /// {@return the wait before the next attempt}
    ///
    /// @param attempt the one that was refused, from 1
    static Duration pause(HttpResponse<?> response, int attempt) {
        return asked(response).orElse(FIRST.multipliedBy(attempt)).plus(SLACK);
    }
}
