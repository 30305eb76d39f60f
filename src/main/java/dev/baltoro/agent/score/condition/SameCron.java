package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.language.CronFields;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A cron expression that lets the expected one's times through.
record SameCron() implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        Optional<CronFields> wanted = fields(gold);
        return wanted.isPresent() && wanted.equals(fields(value));
    }

    private static Optional<CronFields> fields(JsonNode value) {
        return value.isString() ? CronFields.parse(value.stringValue()) : Optional.empty();
    }
}
