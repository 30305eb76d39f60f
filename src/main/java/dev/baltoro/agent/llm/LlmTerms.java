package dev.baltoro.agent.llm;

import java.time.Duration;
import java.util.Optional;

/// On what terms models are asked. All but `offline` is for those behind endpoints; limits are each
/// model's own.
///
/// @param keys endpoints' keys
/// @param timeout longest time for one answer, to its last byte
/// @param limit how much is asked within a minute
/// @param concurrent requests at once
/// @param prices what tokens cost, where that is known
/// @param offline whether no model may be asked, so that journals alone answer
public record LlmTerms(
        ByModel<String> keys,
        Duration timeout,
        RateLimit limit,
        int concurrent,
        ByModel<Prices> prices,
        boolean offline) {
    /// The environment variable with an endpoint's key, where no other is named.
    public static final String KEY_VARIABLE = "BALTORO_MODEL_KEY";

    /// {@return the usual patience, no limit, and no price}
    ///
    /// @param key for all endpoints
    public static LlmTerms of(Optional<String> key) {
        return new LlmTerms(
                ByModel.of(key),
                Attempts.standard().timeout(),
                RateLimit.NONE,
                Endpoint.CONCURRENT_MAX,
                ByModel.none(),
                false);
    }

    /// {@return a place on these terms}
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong
    Endpoint endpoint(LlmPlace.Remote place) {
        Endpoint endpoint = Endpoint.of(place.base(), place.model(), keys.of(place.model()));
        return endpoint.with(endpoint.attempts().withTimeout(timeout)).with(limit, concurrent);
    }
}
