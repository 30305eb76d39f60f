package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.PatternParser;
import dev.baltoro.engine.grammar.regex.Reading;
import dev.baltoro.engine.grammar.regex.Regex;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Objects: `properties`, `required`, `additionalProperties`, `patternProperties`, `propertyNames`,
/// `minProperties`, `maxProperties`.
///
/// A schema that declares properties and does not say `additionalProperties` gets no others: what
/// is written keeps to it, and a model does not make up names. One that declares none is a map.
final class ObjectReader {
    /// Name patterns that one object may have: each may double the groups of names.
    private static final int PATTERNS_MAX = 32;

    /// Groups of undeclared names.
    private static final int GROUPS_MAX = 64;

    /// Characters of a property's name.
    private static final int NAME_MAX = 1_000;

    /// Names of a pattern: those that surely match it, and all others but those that may.
    private record Named(Located part, Located value, Dfa names, Regex match, Regex other) {}

    /// Names that are not declared and match the same patterns.
    private record Group(Regex names, Set<Named> matching) {}

    private final SchemaReader reader;
    private final Conjunction all;
    private final String path;
    private final Set<String> declared = new LinkedHashSet<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final List<Named> patterns = new ArrayList<>();
    private Regex nameLanguage = Regex.ANYTHING;

    ObjectReader(SchemaReader reader, Conjunction all, String path) {
        this.reader = reader;
        this.all = all;
        this.path = path;
        for (Located properties : all.each("properties")) {
            requireObject(properties);
            declared.addAll(properties.node().propertyNames());
        }
        for (Located names : all.each("required")) {
            if (names.node().isBoolean()) {
                continue; // draft 3 says it inside of the property
            }
            if (!names.node().isArray()
                    || !names.node().valueStream().allMatch(name -> name.isString())) {
                throw names.error("takes a list of property names");
            }
            names.node().forEach(name -> required.add(name.stringValue()));
        }
        for (Located properties : all.each("properties")) {
            for (String name : properties.node().propertyNames()) {
                JsonNode said = properties.node().path(name).path("required");
                if (said.isBoolean() && said.booleanValue()) {
                    required.add(name);
                }
            }
        }
        declared.addAll(required);
        if (declared.stream().anyMatch(name -> name.length() > NAME_MAX)) {
            throw new SchemaException(
                    path + "/properties", "a name has more than %d characters".formatted(NAME_MAX));
        }
        for (Located part : all.parts()) {
            if (part.has("patternProperties")) {
                patterns(part, part.child("patternProperties"));
            }
        }
        for (Located names : all.each("propertyNames")) {
            nameLanguage =
                    Regex.and(nameLanguage, names(Conjunction.of(List.of(names), reader.root())));
        }
    }

    /// {@return the names that match a schema}
    private Regex names(Conjunction names) {
        SchemaException.checkPatience(path);
        Set<Shape.Kind> kinds = TypeReader.kinds(names);
        if (!names.possible() || !kinds.contains(Shape.Kind.STRING)) {
            return Regex.NEVER;
        }
        if (names.has("enum") || names.has("const")) {
            return Regex.or(
                    WordReader.values(names, kinds, reader.root()).stream()
                            .filter(JsonNode::isString)
                            .map(name -> Regex.word(name.stringValue()))
                            .toArray(Regex[]::new));
        }
        Optional<Branches> choice = Branches.of(names, reader.root());
        if (choice.isEmpty()) {
            return StringReader.regex(names);
        }
        return Regex.or(
                choice.get().choices().stream()
                        .map(schemas -> names(Conjunction.of(schemas, reader.root())))
                        .toArray(Regex[]::new));
    }

    private static void requireObject(Located properties) {
        if (!properties.node().isObject()) {
            throw properties.error("takes an object of schemas by name");
        }
    }

    private void patterns(Located part, Located group) {
        requireObject(group);
        for (String pattern : group.node().propertyNames()) {
            Located value = group.child(pattern);
            Regex names = parse(pattern, Reading.ECMA, value);
            patterns.add(
                    new Named(
                            part,
                            value,
                            SchemaException.at(value.path(), () -> Dfa.of(names)),
                            parse(pattern, Reading.CAUTIOUS, value),
                            Regex.not(parse(pattern, Reading.GENEROUS, value))));
        }
        if (patterns.size() > PATTERNS_MAX) {
            throw group.error("may have %d patterns at most".formatted(PATTERNS_MAX));
        }
    }

    private static Regex parse(String pattern, Reading reading, Located place) {
        return SchemaException.at(place.path(), () -> PatternParser.parse(pattern, reading));
    }

    Shape shape(boolean ordered) {
        TextLanguage allowed = language(nameLanguage, "/propertyNames");
        List<Shape.Property> properties = new ArrayList<>();
        for (String name : declared) {
            Definition value =
                    allowed.matches(name)
                            ? reader.definition(values(name))
                            : reader.definition(new Shape.AnyOf(List.of()), path);
            byte[] json =
                    WordReader.json(
                            SchemaReader.JSON.writeValueAsString(name) + ":",
                            all.parts().iterator().next());
            properties.add(new Shape.Property(name, json, required.contains(name), value));
        }
        List<Shape.Others> others = others();
        requireCountable(properties.size(), !others.isEmpty());
        return new Shape.Members(
                properties, others, all.least("minProperties"), all.most("maxProperties"), ordered);
    }

    /// Refuses to count names that are not remembered: any two that are not declared may be the
    /// same.
    private void requireCountable(int declared, boolean open) {
        int most = declared + 1;
        if (open && all.least("minProperties") > most) {
            throw all.each("minProperties")
                    .getFirst()
                    .error(
                            "may be %d at most to be expressed, one more than the declared properties"
                                    .formatted(most));
        }
    }

    private static boolean isFalse(Located schema) {
        return schema.node().isBoolean() && !schema.node().booleanValue();
    }

    private List<Located> values(String name) {
        return values(
                part ->
                        part.node().path("properties").has(name)
                                ? List.of(part.child("properties").child(name))
                                : List.of(),
                pattern -> pattern.names().matches(name));
    }

    /// {@return what a value must match under a name that is declared or matches some patterns}
    private List<Located> values(
            java.util.function.Function<Located, List<Located>> own, Predicate<Named> matches) {
        List<Located> schemas = new ArrayList<>();
        schemas.add(Located.anything(path + " (any value)"));
        for (Located part : all.parts()) {
            List<Located> found = evaluated(part, own, matches);
            schemas.addAll(found);
            if (found.isEmpty()
                    && part.has("unevaluatedProperties")
                    && all.parts().stream()
                            .filter(other -> other.under().contains(part.id()) && !other.exact())
                            .allMatch(other ->
                                    evaluated(other, own, matches).isEmpty()
                                            && !other.has("unevaluatedProperties"))) {
                schemas.add(part.child("unevaluatedProperties"));
            }
        }
        return schemas;
    }

    /// {@return what one schema says of a value}
    private List<Located> evaluated(
            Located part,
            java.util.function.Function<Located, List<Located>> own,
            Predicate<Named> matches) {
        List<Located> found = new ArrayList<>(own.apply(part));
        for (Named pattern : patterns) {
            if (pattern.part().equals(part) && matches.test(pattern)) {
                found.add(pattern.value());
            }
        }
        if (found.isEmpty() && part.has("additionalProperties")) {
            found.add(part.child("additionalProperties"));
        }
        return found;
    }

    /// {@return whether a schema that declares properties leaves it unsaid whether there are
    /// others}
    static boolean onlyDeclared(Conjunction all) {
        List<Located> written = all.parts().stream().filter(part -> !part.exact()).toList();
        return written.stream().anyMatch(part -> part.has("properties"))
                && written.stream()
                        .noneMatch(part ->
                                part.has("additionalProperties")
                                        || part.has("unevaluatedProperties"));
    }

    private List<Shape.Others> others() {
        boolean onlyDeclared = onlyDeclared(all);
        Regex undeclared =
                Regex.not(Regex.or(declared.stream().map(Regex::word).toArray(Regex[]::new)));
        List<Group> groups = List.of(new Group(Regex.and(nameLanguage, undeclared), Set.of()));
        for (Named pattern : patterns) {
            groups = split(groups, pattern);
        }
        List<Shape.Others> others = new ArrayList<>();
        for (Group group : groups) {
            List<Located> schemas = values(_ -> List.of(), group.matching()::contains);
            if (onlyDeclared && group.matching().isEmpty()
                    || schemas.stream().anyMatch(ObjectReader::isFalse)) {
                continue;
            }
            TextLanguage language = language(group.names(), "/properties");
            if (language.distance() < Distance.NONE) {
                others.add(new Shape.Others(language, reader.definition(schemas)));
            }
        }
        return others;
    }

    /// {@return groups whose names match a pattern, or surely do not}
    private List<Group> split(List<Group> groups, Named pattern) {
        List<Group> halves = new ArrayList<>();
        for (Group group : groups) {
            Set<Named> more = new LinkedHashSet<>(group.matching());
            more.add(pattern);
            halves.add(new Group(Regex.and(group.names(), pattern.match()), more));
            halves.add(new Group(Regex.and(group.names(), pattern.other()), group.matching()));
        }
        halves.removeIf(half -> language(half.names(), "/properties").distance() == Distance.NONE);
        if (halves.size() > GROUPS_MAX) {
            throw pattern.value().error("overlaps with too many other patterns; use fewer");
        }
        return halves;
    }

    /// Most objects set their names no limits, and automata take time.
    private TextLanguage language(Regex names, String keyword) {
        return names == Regex.ANYTHING
                ? TextLanguage.ANY
                : TextLanguage.of(SchemaException.at(path + keyword, () -> Dfa.of(names)), 0);
    }
}
