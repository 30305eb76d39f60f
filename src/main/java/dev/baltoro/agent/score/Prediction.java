package dev.baltoro.agent.score;

import dev.baltoro.agent.request.WantedCall;
import java.util.List;

/// What a model did with a request.
///
/// @param id the request's
/// @param calls all that it made until it handed back to the user, in order
/// @param text what it said last
public record Prediction(String id, List<MadeCall> calls, String text) {
    public Prediction {
        calls = List.copyOf(calls);
    }

    /// {@return a prediction of well-formed calls}
    public static Prediction of(String id, List<WantedCall> calls, String text) {
        return new Prediction(
                id,
                calls.stream().map(call -> new MadeCall(call.name(), call.arguments())).toList(),
                text);
    }
}
