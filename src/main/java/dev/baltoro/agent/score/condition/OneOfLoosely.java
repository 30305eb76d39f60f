package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One of some texts, whatever the case and spaces.
record OneOfLoosely(List<String> texts) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        return value.isString()
                && texts.stream()
                        .map(OneOfLoosely::bare)
                        .anyMatch(bare(value.stringValue())::equals);
    }

    private static String bare(String text) {
        return TextForm.loose(text).replace(" ", "");
    }
}
