package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.value.TextForm;
import dev.baltoro.agent.score.value.WrittenValue;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The expected number or another one, as a number or as a text of its digits.
///
/// @param others numbers or texts that are as good
record LooseNumber(List<JsonNode> others) implements Condition {
    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        String given = digits(TextForm.strip(WrittenValue.plain(value)));
        return !gold.isMissingNode() && digits(WrittenValue.plain(gold)).equals(given)
                || others.stream()
                        .map(WrittenValue::plain)
                        .map(LooseNumber::digits)
                        .anyMatch(given::equals);
    }

    private static String digits(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
