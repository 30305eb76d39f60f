package dev.baltoro.serve.web;

import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The pages that are open, by the secrets that they were given. Any thread may use it.
final class PageVisits {
    /// Pages at once; a further one takes the place of the one that was used least recently.
    static final int PAGES_MAX = 256;

    /// A page that was not used for so long has to be opened again.
    static final Duration IDLE_TIME = Duration.ofHours(12);

    private final Map<String, PageVisit> visits = new HashMap<>();
    private final InstantSource clock;

    PageVisits(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// {@return the secret of a page}
    ///
    /// @param earlier that it was given before; kept if it is still known, so that a page that is
    ///   loaded again can go on with its calls
    synchronized String open(Optional<String> earlier) {
        Instant now = clock.instant();
        visits.values().removeIf(visit -> visit.lastUse().plus(IDLE_TIME).isBefore(now));
        if (earlier.isPresent() && visits.containsKey(earlier.get())) {
            return earlier.get();
        }
        if (visits.size() >= PAGES_MAX) {
            visits.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().lastUse()))
                    .ifPresent(oldest -> visits.remove(oldest.getKey()));
        }
        String secret = Secrets.next();
        visits.put(secret, new PageVisit(now));
        return secret;
    }

    /// {@return the page that a secret was given to}
    ///
    /// @throws RequestException with status 403 if there is none
    synchronized PageVisit require(String secret) {
        PageVisit visit = visits.get(secret);
        Instant now = clock.instant();
        if (visit == null || visit.lastUse().plus(IDLE_TIME).isBefore(now)) {
            throw new RequestException(
                    ApiError.of(
                            403,
                            ApiError.INVALID_REQUEST,
                            "the server does not know this page; load the page again",
                            "page_unknown"));
        }
        visit.used(now);
        return visit;
    }
}
