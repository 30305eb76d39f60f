package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.Sameness;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One of some values.
record OneOf(List<JsonNode> values) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        return values.stream().anyMatch(one -> Sameness.same(one, value));
    }
}
