package dev.baltoro.engine.grammar.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The values of `enum` and `const`, each spelled as compact JSON.
final class WordReader {
    private WordReader() {}

    /// {@return the values, spelled}
    static List<Shape.Word> words(Conjunction all, Set<Shape.Kind> kinds, Located root) {
        Located place = place(all);
        return values(all, kinds, root).stream()
                .map(value -> new Shape.Word(kind(value), json(value.toString(), place)))
                .toList();
    }

    private static Located place(Conjunction all) {
        return all.has("enum") ? all.each("enum").getFirst() : all.each("const").getFirst();
    }

    /// {@return the values that are in every list and keep to everything else that is said}
    static List<JsonNode> values(Conjunction all, Set<Shape.Kind> kinds, Located root) {
        List<List<JsonNode>> lists = new ArrayList<>();
        for (Located values : all.each("enum")) {
            if (!values.node().isArray()) {
                throw values.error("takes a list of values");
            }
            lists.add(values.node().valueStream().toList());
        }
        all.each("const").forEach(value -> lists.add(List.of(value.node())));
        return lists.getFirst().stream()
                .distinct()
                .filter(value -> lists.stream().allMatch(list -> contains(list, value)))
                .filter(value -> kinds.contains(kind(value)))
                .filter(value -> Constants.matches(value, all, root))
                .toList();
    }

    private static boolean contains(List<JsonNode> list, JsonNode value) {
        return list.stream().anyMatch(other -> Constants.same(other, value));
    }

    static Shape.Kind kind(JsonNode value) {
        return value.isObject()
                ? Shape.Kind.OBJECT
                : value.isArray()
                        ? Shape.Kind.ARRAY
                        : value.isString()
                                ? Shape.Kind.STRING
                                : value.isBoolean()
                                        ? Shape.Kind.BOOLEAN
                                        : value.isNull() ? Shape.Kind.NULL : Shape.Kind.NUMBER;
    }

    /// {@return those of `true`, `false` and `null` that are not excluded}
    static List<Shape.Word> words(Conjunction all, String... words) {
        return Arrays.stream(words)
                .filter(word ->
                        all.each(Keywords.EXCEPT).stream()
                                .flatMap(values -> values.node().valueStream())
                                .noneMatch(value -> value.toString().equals(word)))
                .map(word ->
                        new Shape.Word(
                                word.equals("null") ? Shape.Kind.NULL : Shape.Kind.BOOLEAN,
                                word.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /// {@return JSON as bytes}
    ///
    /// @throws SchemaException if it has half of a surrogate pair, which has no UTF-8
    static byte[] json(String json, Located place) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw place.error("half of a surrogate pair cannot be written in UTF-8");
        }
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /// {@return whether a number is an integer, however it is written}
    static boolean isInteger(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }
}
