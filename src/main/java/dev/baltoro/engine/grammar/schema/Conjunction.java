package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Regex;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Schemas that a value must match all at once: references and `allOf` are followed already.
///
/// @param parts the schemas, all of them objects
/// @param possible false if one of them is `false`
record Conjunction(Set<Located> parts, boolean possible) {
    /// The largest number that a minimum of lengths or counts may be.
    static final int LEAST_MAX = 100_000;

    /// Follows references and `allOf` from some schemas to plain ones.
    static Conjunction of(List<Located> schemas, Located root) {
        Set<Located> seen = new LinkedHashSet<>();
        Set<Located> parts = new LinkedHashSet<>();
        List<Located> open = new ArrayList<>(schemas);
        boolean possible = true;
        while (!open.isEmpty()) {
            Located schema = open.removeFirst();
            if (!seen.add(schema)) {
                continue;
            }
            JsonNode node = schema.node();
            if (node.isBoolean()) {
                possible &= node.booleanValue();
                continue;
            }
            if (!node.isObject()) {
                throw schema.error("a schema is a JSON object, true or false");
            }
            Keywords.check(schema);
            // Followed now, and never again when a branch joins these parts.
            parts.add(schema.without("$ref").without("allOf"));
            if (schema.has("$ref")) {
                Located target = target(root, schema.child("$ref"));
                open.add(schema.beside(schema.exact() ? target.exactly() : target));
            }
            if (schema.has("allOf")) {
                list(schema.child("allOf")).forEach(part -> open.add(schema.beside(part)));
            }
        }
        return new Conjunction(parts, possible);
    }

    private static Located target(Located root, Located reference) {
        String pointer = reference.node().asString("");
        if (!reference.node().isString() || !pointer.equals("#") && !pointer.startsWith("#/")) {
            throw reference.error(
                    "only references inside the schema can be followed, such as #/$defs/name");
        }
        Located at = root;
        String[] steps = pointer.split("/", -1);
        for (int i = 1; i < steps.length; i++) {
            String step = step(steps[i], reference);
            boolean index = at.node().isArray() && step.matches("[0-9]{1,6}");
            at = index ? at.child(Integer.parseInt(step)) : at.child(step);
            if (at.node().isMissingNode()) {
                throw reference.error("there is nothing at " + pointer);
            }
        }
        return at;
    }

    /// {@return a name in a JSON pointer, as it stands in the schema}
    private static String step(String written, Located reference) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~");
        } catch (IllegalArgumentException e) {
            throw reference.error("has a % that two hexadecimal digits do not follow");
        }
    }

    /// {@return the schemas of a list that has at least one}
    static List<Located> list(Located list) {
        if (!list.node().isArray() || list.node().isEmpty()) {
            throw list.error("takes a list of at least one schema");
        }
        List<Located> schemas = new ArrayList<>();
        for (int i = 0; i < list.node().size(); i++) {
            schemas.add(list.child(i));
        }
        return schemas;
    }

    /// {@return what the schemas say under a keyword}
    List<Located> each(String keyword) {
        return parts.stream()
                .filter(part -> part.has(keyword))
                .map(part -> part.child(keyword))
                .toList();
    }

    /// {@return the names of properties that are spoken of}
    Set<String> propertyNames() {
        Set<String> names = new LinkedHashSet<>(Contradiction.required(this));
        for (Located properties : each("properties")) {
            names.addAll(properties.node().propertyNames());
        }
        return names;
    }

    boolean has(String keyword) {
        return parts.stream().anyMatch(part -> part.has(keyword));
    }

    /// {@return the largest of some minimal counts, 0 without any}
    int least(String keyword) {
        int least = 0;
        for (Located value : each(keyword)) {
            int count = count(value);
            if (count > LEAST_MAX) {
                throw value.error("may be %d at most".formatted(LEAST_MAX));
            }
            least = Math.max(least, count);
        }
        return least;
    }

    /// {@return the smallest of some maximal counts, [Regex#UNBOUNDED] without any}
    int most(String keyword) {
        return each(keyword).stream().mapToInt(Conjunction::count).min().orElse(Regex.UNBOUNDED);
    }

    /// {@return the number that a limit of lengths or counts is}
    static int count(Located value) {
        JsonNode node = value.node();
        if (!node.isNumber()
                || node.decimalValue().signum() < 0
                || node.decimalValue().stripTrailingZeros().scale() > 0) {
            throw value.error("takes an integer of at least 0");
        }
        return node.decimalValue().min(BigDecimal.valueOf(Regex.UNBOUNDED)).intValueExact();
    }
}
