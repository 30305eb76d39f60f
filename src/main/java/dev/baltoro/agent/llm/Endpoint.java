package dev.baltoro.agent.llm;

import java.net.URI;
import java.util.Optional;

/// Where a model is asked, and how patiently.
///
/// @param base such as `http://127.0.0.1:8080/v1`
/// @param model what the endpoint calls the model
/// @param key is sent as a bearer token; never shown
/// @param attempts how long and how often a request is tried
/// @param limit how much is asked within a minute
/// @param concurrent requests at once; others wait
public record Endpoint(
        URI base,
        String model,
        Optional<String> key,
        Attempts attempts,
        RateLimit limit,
        int concurrent) {
    /// Requests at once.
    public static final int CONCURRENT_MAX = 64;

    /// Refuses what is no endpoint.
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong
    public Endpoint {
        String scheme = String.valueOf(base.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    base + " is no endpoint: use an address such as http://127.0.0.1:8080/v1");
        }
        if (base.getRawUserInfo() != null || base.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "an endpoint's address has no user and no question mark; give a key by an environment variable");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("the endpoint's model has no name; give one");
        }
        if (key.stream().anyMatch(secret -> !secret.matches("[\\x21-\\x7e]+"))) {
            throw new IllegalArgumentException(
                    "the endpoint's key has a space or a character that no header takes; set it again");
        }
        if (concurrent < 1 || concurrent > CONCURRENT_MAX) {
            throw new IllegalArgumentException(
                    "%d requests at once; use 1 to %d".formatted(concurrent, CONCURRENT_MAX));
        }
    }

    /// {@return an endpoint that is asked with the usual patience and no limit but
    /// [#CONCURRENT_MAX]}
    public static Endpoint of(URI base, String model, Optional<String> key) {
        return new Endpoint(base, model, key, Attempts.standard(), RateLimit.NONE, CONCURRENT_MAX);
    }

    /// {@return this, tried differently}
    public Endpoint with(Attempts other) {
        return new Endpoint(base, model, key, other, limit, concurrent);
    }

    /// {@return this with other limits}
    ///
    /// @param atOnce requests at once
    public Endpoint with(RateLimit other, int atOnce) {
        return new Endpoint(base, model, key, attempts, other, atOnce);
    }

    /// {@return where chat completions are asked for}
    URI completions() {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "chat/completions");
    }

    /// {@return model and address, without the key}
    @Override
    public String toString() {
        return "%s at %s".formatted(model, base);
    }
}
