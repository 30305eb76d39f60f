package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.language.GlobPattern;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A glob that matches some paths and not others.
record GlobTests(List<String> match, List<String> noMatch) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        Optional<GlobPattern> glob =
                value.isString() ? GlobPattern.of(value.stringValue()) : Optional.empty();
        return glob.isPresent()
                && match.stream().allMatch(glob.get()::matches)
                && noMatch.stream().noneMatch(glob.get()::matches);
    }
}
