package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.language.EditScript;
import dev.baltoro.agent.score.value.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Edits that turn one text into another; see [SameLines] for when texts count as the same.
///
/// @param before the text that is edited
/// @param after what it has to become
record EditEffect(String before, String after) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        return script(value)
                .flatMap(script -> script.apply(before))
                .filter(text -> TextForm.lines(text).equals(TextForm.lines(after)))
                .isPresent();
    }

    private static Optional<EditScript> script(JsonNode value) {
        if (!value.isArray()) {
            return Optional.empty();
        }
        List<EditScript.Edit> edits = new ArrayList<>();
        for (JsonNode edit : value) {
            JsonNode oldText = edit.path("oldText");
            JsonNode newText = edit.path("newText");
            if (!oldText.isString() || !newText.isString()) {
                return Optional.empty();
            }
            edits.add(new EditScript.Edit(oldText.stringValue(), newText.stringValue()));
        }
        return Optional.of(new EditScript(edits));
    }
}
