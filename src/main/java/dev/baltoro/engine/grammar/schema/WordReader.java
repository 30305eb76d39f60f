package dev.baltoro.engine.grammar.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The values of `enum` and `const`, each spelled as compact JSON.
final class WordReader {
    private WordReader() {}

    /// {@return the values that are in every list and keep to the other keywords}
    static List<Shape.Word> words(Conjunction all, Set<Shape.Kind> kinds) {
        List<List<JsonNode>> lists = new ArrayList<>();
        for (Located values : all.each("enum")) {
            if (!values.node().isArray()) {
                throw values.error("takes a list of values");
            }
            lists.add(values.node().valueStream().toList());
        }
        all.each("const").forEach(value -> lists.add(List.of(value.node())));
        Located place =
                all.has("enum") ? all.each("enum").getFirst() : all.each("const").getFirst();
        return lists.getFirst().stream()
                .distinct()
                .filter(value -> lists.stream().allMatch(list -> contains(list, value)))
                .filter(value -> kinds.contains(kind(value)))
                .filter(value -> keeps(all, value, place))
                .map(value -> new Shape.Word(kind(value), json(value.toString(), place)))
                .toList();
    }

    private static boolean contains(List<JsonNode> list, JsonNode value) {
        return list.stream().anyMatch(other -> same(other, value));
    }

    private static boolean same(JsonNode first, JsonNode second) {
        return first.isNumber() && second.isNumber()
                ? first.decimalValue().compareTo(second.decimalValue()) == 0
                : first.equals(second);
    }

    private static boolean keeps(Conjunction all, JsonNode value, Located place) {
        return switch (kind(value)) {
            case STRING -> StringReader.language(all).matches(value.stringValue());
            case NUMBER -> NumberReader.Bounds.of(all).contains(value.decimalValue());
            case OBJECT, ARRAY -> {
                Set<Shape.Kind> spokenOf = EnumSet.noneOf(Shape.Kind.class);
                all.parts().forEach(part -> Keywords.spokenOf(part.node(), spokenOf));
                if (spokenOf.contains(kind(value))) {
                    throw place.error(
                            "objects and arrays in it cannot be checked against other keywords");
                }
                yield true;
            }
            case BOOLEAN, NULL -> true;
        };
    }

    private static Shape.Kind kind(JsonNode value) {
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

    /// {@return `true`, `false` or `null`}
    static Shape.Word word(String json) {
        return new Shape.Word(
                json.equals("null") ? Shape.Kind.NULL : Shape.Kind.BOOLEAN,
                json.getBytes(StandardCharsets.UTF_8));
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
