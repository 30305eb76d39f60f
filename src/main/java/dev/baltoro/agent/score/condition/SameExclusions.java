package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Globs that leave out the same names: `tmp`, `**/tmp` and `tmp/**` are one. Order and repetition
/// do not count.
record SameExclusions() implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        Optional<List<String>> wanted = names(gold);
        return wanted.isPresent()
                && wanted.equals(names(value).map(names -> names.stream().distinct().toList()));
    }

    private static Optional<List<String>> names(JsonNode globs) {
        return globs.isArray() && globs.valueStream().allMatch(JsonNode::isString)
                ? Optional.of(
                        globs.valueStream()
                                .map(glob -> TextForm.excluded(glob.stringValue()))
                                .sorted()
                                .toList())
                : Optional.empty();
    }
}
