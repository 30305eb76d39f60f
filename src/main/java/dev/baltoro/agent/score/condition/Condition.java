package dev.baltoro.agent.score.condition;

import tools.jackson.databind.JsonNode;

/// What an argument has to be instead of equal to the expected one.
public sealed interface Condition
        permits Contains,
                ContainsNot,
                OneOf,
                OneOfLoosely,
                SameLines,
                NamedLike,
                SameJson,
                FullMatch,
                GlobTests,
                SameExclusions,
                SameCron,
                EvaluatesTo,
                SameDateTime,
                LooseNumber,
                SameCharacters,
                EditEffect {
    /// {@return whether a value will do}
    ///
    /// @param gold the expected value; a missing node if none is expected
    boolean holds(JsonNode gold, JsonNode value);
}
