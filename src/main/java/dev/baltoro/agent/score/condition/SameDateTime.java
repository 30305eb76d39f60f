package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.language.IsoDateTime;
import dev.baltoro.agent.score.value.WrittenValue;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The expected moment in any of ISO 8601's forms.
record SameDateTime() implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        Optional<IsoDateTime> wanted = IsoDateTime.parse(WrittenValue.plain(gold));
        Optional<IsoDateTime> given = IsoDateTime.parse(WrittenValue.plain(value));
        return wanted.isPresent() && given.isPresent() && wanted.get().isSameAs(given.get());
    }
}
