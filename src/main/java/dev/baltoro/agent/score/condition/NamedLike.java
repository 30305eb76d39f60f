package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The expected name or another one, whatever the case, article, quotes, and what separates words.
///
/// @param others names that are as good
record NamedLike(List<String> others) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        if (!gold.isString() || !value.isString()) {
            return false;
        }
        String name = TextForm.name(value.stringValue());
        return TextForm.name(gold.stringValue()).equals(name)
                || others.stream().map(TextForm::name).anyMatch(name::equals);
    }
}
