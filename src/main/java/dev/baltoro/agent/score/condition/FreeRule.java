package dev.baltoro.agent.score.condition;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What is free about an argument, or about a whole call.
///
/// @param optional whether it may be there or not
/// @param conditions that its value has to fulfil, instead of being equal
/// @param effect of a whole call: what it has to come to
public record FreeRule(boolean optional, List<Condition> conditions, Optional<RegexEffect> effect) {
    /// Nothing is free.
    public static final FreeRule NONE = new FreeRule(false, List.of(), Optional.empty());

    public FreeRule {
        conditions = List.copyOf(conditions);
    }

    /// {@return whether a value will do}
    ///
    /// @param gold the expected value; a missing node if none is expected
    public boolean admits(JsonNode gold, JsonNode value) {
        return conditions.stream().allMatch(condition -> condition.holds(gold, value));
    }
}
