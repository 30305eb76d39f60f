package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.PatternParser;
import dev.baltoro.engine.grammar.regex.Reading;
import dev.baltoro.engine.grammar.regex.Regex;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Whether one value matches a schema, to the letter of JSON Schema: the words of `enum` and
/// `const` are tried against what else is said of them.
final class Constants {
    /// References and combinations inside one another at one value.
    private static final int NESTING_MAX = 200;

    private final Located root;
    private int nesting;

    private Constants(Located root) {
        this.root = root;
    }

    static boolean matches(JsonNode value, Located schema, Located root) {
        return new Constants(root).matches(value, schema);
    }

    /// {@return whether a value matches what is said of it}
    ///
    /// @throws SchemaException if a pattern is malformed, or a schema refers to itself without end
    static boolean matches(JsonNode value, Conjunction all, Located root) {
        Constants constants = new Constants(root);
        return all.possible()
                && all.parts().stream().allMatch(part -> constants.plain(value, part));
    }

    /// {@return whether two values are one; numbers are however they are written}
    static boolean same(JsonNode first, JsonNode second) {
        if (first.isNumber() && second.isNumber()) {
            return first.decimalValue().compareTo(second.decimalValue()) == 0;
        }
        if (first.isArray() && second.isArray() || first.isObject() && second.isObject()) {
            return first.equals(
                    (left, right) ->
                            !left.isContainer() && same(left, right)
                                    ? 0
                                    : left.equals(right) ? 0 : 1,
                    second);
        }
        return first.equals(second);
    }

    private boolean matches(JsonNode value, Located schema) {
        if (++nesting > NESTING_MAX) {
            throw schema.error("refers to itself without end");
        }
        Conjunction all = Conjunction.of(List.of(schema), root);
        boolean result =
                all.possible() && all.parts().stream().allMatch(part -> plain(value, part));
        nesting--;
        return result;
    }

    private boolean plain(JsonNode value, Located part) {
        return type(value, part)
                && words(value, part)
                && combinations(value, part)
                && (!value.isObject() || object(value, part) && dependencies(value, part))
                && (!value.isArray() || array(value, part))
                && (!value.isString() || string(value, part))
                && (!value.isNumber() || number(value, part));
    }

    private static boolean type(JsonNode value, Located part) {
        if (part.has(Keywords.FRACTION)
                && value.isNumber()
                && WordReader.isInteger(value.decimalValue())) {
            return false;
        }
        if (!part.has("type")) {
            return true;
        }
        Set<String> names = TypeReader.names(part.child("type"));
        return names.contains(TypeReader.ANY)
                || names.contains(WordReader.kind(value).name().toLowerCase(java.util.Locale.ROOT))
                || names.contains("integer")
                        && value.isNumber()
                        && WordReader.isInteger(value.decimalValue());
    }

    private static boolean words(JsonNode value, Located part) {
        Predicate<JsonNode> one = other -> same(other, value);
        return (!part.has("const") || one.test(part.node().path("const")))
                && (!part.has("enum") || part.node().path("enum").valueStream().anyMatch(one))
                && (!part.has(Keywords.EXCEPT)
                        || part.node().path(Keywords.EXCEPT).valueStream().noneMatch(one));
    }

    private boolean combinations(JsonNode value, Located part) {
        if (part.has("anyOf") && count(value, part.child("anyOf"), 1) < 1
                || part.has("oneOf") && count(value, part.child("oneOf"), 2) != 1
                || part.has("not") && matches(value, part.child("not"))) {
            return false;
        }
        if (!part.has("if")) {
            return true;
        }
        String then = matches(value, part.child("if")) ? "then" : "else";
        return !part.has(then) || matches(value, part.child(then));
    }

    private int count(JsonNode value, Located list, int enough) {
        int count = 0;
        for (Located branch : Conjunction.list(list)) {
            count += matches(value, branch) ? 1 : 0;
            if (count >= enough) {
                break;
            }
        }
        return count;
    }

    private boolean dependencies(JsonNode value, Located part) {
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            if (!part.has(keyword)) {
                continue;
            }
            Located dependencies = part.child(keyword);
            for (String name : dependencies.node().propertyNames()) {
                Located needed = dependencies.child(name);
                boolean holds =
                        !value.has(name)
                                || (needed.node().isArray() || needed.node().isString()
                                        ? Branches.names(needed).stream().allMatch(value::has)
                                        : matches(value, needed));
                if (!holds) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean object(JsonNode value, Located part) {
        JsonNode required = part.node().path("required");
        if (part.has("required")
                        && required.isArray()
                        && !required.valueStream().allMatch(name -> value.has(name.asString()))
                || outside(value.size(), part, "minProperties", "maxProperties")) {
            return false;
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (!property(property.getKey(), property.getValue(), part)) {
                return false;
            }
        }
        return true;
    }

    private boolean property(String name, JsonNode value, Located part) {
        boolean evaluated = false;
        if (part.has("properties") && part.node().path("properties").has(name)) {
            evaluated = true;
            if (!matches(value, part.child("properties").child(name))) {
                return false;
            }
        }
        if (part.has("patternProperties")) {
            Located patterns = part.child("patternProperties");
            for (String pattern : patterns.node().propertyNames()) {
                Text text = Text.of(pattern, patterns.path());
                if (text.matches(name)) {
                    evaluated = true;
                }
                if (text.matches(name) && !matches(value, patterns.child(pattern))) {
                    return false;
                }
            }
        }
        for (String more : List.of("additionalProperties", "unevaluatedProperties")) {
            if (!evaluated && part.has(more) && !matches(value, part.child(more))) {
                return false;
            }
        }
        return !part.has("propertyNames")
                || matches(JsonNodeFactory.instance.stringNode(name), part.child("propertyNames"));
    }

    private boolean array(JsonNode value, Located part) {
        if (outside(value.size(), part, "minItems", "maxItems")) {
            return false;
        }
        int found = 0;
        for (int i = 0; i < value.size(); i++) {
            for (Located schema : ArrayReader.own(part, i)) {
                if (!matches(value.get(i), schema)) {
                    return false;
                }
            }
            if (part.has("contains") && matches(value.get(i), part.child("contains"))) {
                found++;
            }
        }
        if (part.has("contains")
                && (found < ArrayReader.least(part)
                        || part.has("maxContains")
                                && found > Conjunction.count(part.child("maxContains")))) {
            return false;
        }
        if (part.has("uniqueItems") && part.node().path("uniqueItems").asBoolean(false)) {
            Set<JsonNode> items = new HashSet<>();
            for (JsonNode item : value) {
                if (items.stream().anyMatch(other -> same(other, item))) {
                    return false;
                }
                items.add(item);
            }
        }
        return true;
    }

    private static boolean string(JsonNode value, Located part) {
        String text = value.stringValue();
        if (outside(text.codePointCount(0, text.length()), part, "minLength", "maxLength")) {
            return false;
        }
        if (part.has("pattern")
                && !Text.of(StringReader.text(part.child("pattern")), part.path() + "/pattern")
                        .matches(text)) {
            return false;
        }
        return !part.has(Keywords.NOT_PATTERN)
                || !Text.of(StringReader.text(part.child(Keywords.NOT_PATTERN)), part.path())
                        .matches(text);
    }

    private static boolean number(JsonNode value, Located part) {
        BigDecimal number = value.decimalValue();
        return NumberReader.Bounds.of(new Conjunction(Set.of(part), true)).contains(number)
                && (!part.has(Keywords.NOT_MULTIPLE)
                        || number.remainder(part.node().path(Keywords.NOT_MULTIPLE).decimalValue())
                                        .signum()
                                != 0);
    }

    private static boolean outside(int count, Located part, String least, String most) {
        return part.has(least) && count < Conjunction.count(part.child(least))
                || part.has(most) && count > Conjunction.count(part.child(most));
    }

    /// A pattern that is asked whether it matches a text, by ECMA-262.
    record Text(Dfa words) {
        static Text of(String pattern, String path) {
            Regex regex =
                    SchemaException.at(path, () -> PatternParser.parse(pattern, Reading.ECMA));
            return new Text(SchemaException.at(path, () -> Dfa.of(regex)));
        }

        boolean matches(String text) {
            return words.matches(text);
        }
    }
}
