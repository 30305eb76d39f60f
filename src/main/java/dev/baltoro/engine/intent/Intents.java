package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.List;

/// What a user may want of a model that knows tools.
///
/// @param question probability that something is missing, which must be asked for
/// @param text probability that another text is wanted
/// @param ways calls that may be wanted, the likeliest first; empty if none can be made of the
///   words
public record Intents(double question, double text, List<Way> ways) {
    public Intents {
        ways = List.copyOf(ways);
    }

    /// {@return probability that calls are wanted}
    public double call() {
        return Math.max(0, 1 - question - text);
    }

    /// Calls that may be wanted.
    ///
    /// @param calls in their order, with ids from 0
    /// @param logProbability of these
    public record Way(List<ToolCall> calls, double logProbability) {
        public Way {
            calls = List.copyOf(calls);
        }
    }
}
