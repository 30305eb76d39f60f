package dev.baltoro.agent.score.condition;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A text that a regular expression matches as a whole.
record FullMatch(Pattern pattern) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        return value.isString() && pattern.matcher(value.stringValue()).matches();
    }
}
