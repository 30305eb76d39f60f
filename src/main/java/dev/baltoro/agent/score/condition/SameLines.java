package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import tools.jackson.databind.JsonNode;

/// The expected text, but for blank lines, white space at lines' ends, and the kind of line end.
record SameLines() implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        return gold.isString()
                && value.isString()
                && TextForm.lines(gold.stringValue()).equals(TextForm.lines(value.stringValue()));
    }
}
