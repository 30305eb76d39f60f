package dev.baltoro.engine.grammar.schema;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The items of a list without repetitions that are written already.
///
/// @param texts strings, as what they say
/// @param values numbers in their shortest spelling, and all else as JSON
public record Said(Set<String> texts, Set<String> values) {
    static final Said NOTHING = new Said(Set.of(), Set.of());

    public Said {
        texts = Set.copyOf(texts);
        values = Set.copyOf(values);
    }

    /// {@return how many items are said}
    public int count() {
        return texts.size() + values.size();
    }

    public Said withText(String text) {
        return new Said(plus(texts, text), values);
    }

    public Said withValue(String value) {
        return new Said(texts, plus(values, value));
    }

    public Said with(Shape.Word word) {
        String value = value(word);
        return word.kind() == Shape.Kind.STRING ? withText(value) : withValue(value);
    }

    boolean has(Shape.Word word) {
        return (word.kind() == Shape.Kind.STRING ? texts : values).contains(value(word));
    }

    private static String value(Shape.Word word) {
        String json = new String(word.json(), StandardCharsets.UTF_8);
        if (word.kind() != Shape.Kind.STRING && word.kind() != Shape.Kind.NUMBER) {
            return json;
        }
        JsonNode node = SchemaReader.JSON.readTree(json);
        return node.isString()
                ? node.stringValue()
                : node.decimalValue().signum() == 0
                        ? "0"
                        : node.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static Set<String> plus(Set<String> set, String more) {
        Set<String> both = new HashSet<>(set);
        both.add(more);
        return both;
    }
}
