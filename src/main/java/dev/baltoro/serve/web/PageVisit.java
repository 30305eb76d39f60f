package dev.baltoro.serve.web;

import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// One opened page, and the calls that were proposed to it and are not settled yet. Any thread may
/// use it.
final class PageVisit {
    /// Calls that wait; older ones can no longer be run.
    static final int CALLS_MAX = 64;

    /// Time for the user to decide on a call.
    static final Duration DECISION_TIME = Duration.ofMinutes(30);

    private record Waiting(ProposedCall call, Instant until) {}

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private Instant lastUse;

    PageVisit(Instant now) {
        this.lastUse = now;
    }

    synchronized void used(Instant now) {
        lastUse = now;
    }

    synchronized Instant lastUse() {
        return lastUse;
    }

    /// {@return a ticket by which the call can be run or refused, once}
    synchronized String propose(ProposedCall call, Instant now) {
        String ticket = Secrets.next();
        waiting.put(ticket, new Waiting(call, now.plus(DECISION_TIME)));
        if (waiting.size() > CALLS_MAX) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        return ticket;
    }

    /// {@return the call of a ticket, which from here on is settled}
    ///
    /// @throws RequestException if there is no such call to decide on, or the user has to be asked
    ///   and was not; then it still waits
    synchronized ProposedCall settle(String ticket, Consent consent, Instant now) {
        Waiting found = waiting.get(ticket);
        if (found == null || now.isAfter(found.until())) {
            waiting.remove(ticket);
            throw new RequestException(
                    ApiError.of(
                            409,
                            ApiError.INVALID_REQUEST,
                            "this call cannot be run: the model has not proposed it here, or it was run or refused before, or has waited for more than %d minutes; regenerate the answer"
                                    .formatted(DECISION_TIME.toMinutes()),
                            "call_unknown"));
        }
        if (consent == Consent.NOT_ASKED && found.call().tool().asksFirst()) {
            throw new RequestException(
                    ApiError.of(
                            403,
                            ApiError.INVALID_REQUEST,
                            "%s may change something: the user has to be asked before it is run"
                                    .formatted(found.call().tool().name()),
                            "consent_needed"));
        }
        waiting.remove(ticket);
        return found.call();
    }
}
