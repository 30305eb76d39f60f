package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import dev.baltoro.agent.score.value.WrittenValue;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// None of some texts is said, whatever the case and spacing.
record ContainsNot(List<String> texts) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        String text = TextForm.loose(WrittenValue.all(value));
        return texts.stream().map(TextForm::loose).noneMatch(text::contains);
    }
}
