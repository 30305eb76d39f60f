package dev.baltoro.agent.score.condition;

import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A text of the expected text's characters, in any order and number.
record SameCharacters() implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        return gold.isString()
                && value.isString()
                && characters(gold.stringValue()).equals(characters(value.stringValue()));
    }

    private static Set<Integer> characters(String text) {
        return text.codePoints().boxed().collect(Collectors.toUnmodifiableSet());
    }
}
