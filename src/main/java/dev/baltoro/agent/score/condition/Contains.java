package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import dev.baltoro.agent.score.value.WrittenValue;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Each of some things is said, whatever the case and spacing.
///
/// @param needs for each thing, the ways to say it
record Contains(List<List<String>> needs) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        String text = TextForm.loose(WrittenValue.all(value));
        return needs.stream()
                .allMatch(ways -> ways.stream().map(TextForm::loose).anyMatch(text::contains));
    }
}
