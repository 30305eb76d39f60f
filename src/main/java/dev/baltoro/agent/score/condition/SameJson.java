package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.Sameness;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// A text of JSON whose value is the expected text's.
record SameJson() implements Condition {
    private static final ObjectReader JSON =
            JsonMapper.shared().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        Optional<JsonNode> wanted = parsed(gold);
        Optional<JsonNode> given = parsed(value);
        return wanted.isPresent() && given.isPresent() && Sameness.same(wanted.get(), given.get());
    }

    private static Optional<JsonNode> parsed(JsonNode text) {
        if (!text.isString()) {
            return Optional.empty();
        }
        try {
            JsonNode value = JSON.readTree(text.stringValue());
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
