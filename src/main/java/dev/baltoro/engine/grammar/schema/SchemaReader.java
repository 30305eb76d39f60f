package dev.baltoro.engine.grammar.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a JSON Schema (2020-12, and what older drafts have in common with it) into definitions.
///
/// A definition belongs to a set of schemas that hold at once, so that `allOf`, references with
/// neighbours, and the branches of `anyOf` need no case of their own, and recursion ends: there are
/// only so many sets.
public final class SchemaReader {
    /// Definitions a schema may unfold to.
    static final int DEFINITIONS_MAX = 30_000;

    /// Numbers keep their digits, so that a constant is spelled as in the schema.
    static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final JsonNode OBJECT = parse("{\"type\":\"object\"}");

    private final Located root;
    private final boolean ordered;
    private final Map<Conjunction, Definition> definitions = new HashMap<>();
    private final List<Definition> made = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();

    private SchemaReader(Located root, boolean ordered) {
        this.root = root;
        this.ordered = ordered;
    }

    /// {@return the values of a schema}
    ///
    /// @param ordered whether declared properties come in the order of their declaration
    /// @throws SchemaException if it is not a JSON Schema, cannot be expressed, or has no value
    public static Definition read(String json, boolean ordered) {
        return read(parse(json), "#", ordered, List.of());
    }

    /// {@return the JSON objects of a schema}
    ///
    /// @param root what places in it begin with in messages
    public static Definition readObject(JsonNode schema, String root) {
        return read(schema, root, false, List.of(new Located(OBJECT, root + " (arguments)")));
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new SchemaException("#", "the schema is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Definition read(
            JsonNode schema, String path, boolean ordered, List<Located> more) {
        Exponents.check(schema, path);
        Located root = new Located(schema, path);
        SchemaReader reader = new SchemaReader(root, ordered);
        List<Located> all = new ArrayList<>(more);
        all.add(root);
        Definition definition = reader.definition(all);
        reader.measure();
        reader.checks.forEach(Runnable::run);
        if (!definition.isPossible()) {
            throw root.error(
                    "no JSON value of at most %d nested containers matches this schema"
                            .formatted(Shape.DEPTH_MAX));
        }
        return definition;
    }

    /// Shortest values are a least fixed point: each round settles at least one more definition.
    private void measure() {
        boolean changed = true;
        while (changed) {
            changed = false;
            SchemaException.checkPatience(root.path());
            for (Definition definition : made.reversed()) {
                changed |= definition.measure();
            }
        }
    }

    /// {@return the values that match all of some schemas}
    Definition definition(List<Located> schemas) {
        return definition(Conjunction.of(schemas, root), schemas.getLast().path());
    }

    private Definition definition(Conjunction all, String path) {
        Definition known = definitions.get(all);
        if (known != null) {
            return known;
        }
        Definition definition = make(path);
        definitions.put(all, definition);
        definition.define(shape(all, path));
        return definition;
    }

    private Shape shape(Conjunction all, String path) {
        if (Contradiction.in(all, root)) {
            return new Shape.AnyOf(List.of());
        }
        Set<Shape.Kind> kinds = TypeReader.kinds(all);
        if (all.has("enum") || all.has("const")) {
            return new Shape.AnyOf(
                    WordReader.words(all, kinds, root).stream()
                            .map(word -> definition(word, path))
                            .toList());
        }
        Optional<Branches> choice = Branches.of(all, root);
        if (choice.isPresent()) {
            return branches(choice.get());
        }
        List<Definition> branches = new ArrayList<>();
        for (Shape.Kind kind : kinds) {
            for (Shape shape : shapes(all, kind, path)) {
                branches.add(definition(shape, path));
            }
        }
        return new Shape.AnyOf(branches);
    }

    Located root() {
        return root;
    }

    /// Checks something when all definitions are made.
    void atEnd(Runnable check) {
        checks.add(check);
    }

    /// {@return a definition of one shape}
    Definition definition(Shape shape, String path) {
        Definition made = make(path);
        made.define(shape);
        return made;
    }

    private Definition make(String path) {
        SchemaException.checkPatience(path);
        if (made.size() >= DEFINITIONS_MAX) {
            throw new SchemaException(
                    path, "the schema unfolds to more than %d parts".formatted(DEFINITIONS_MAX));
        }
        Definition definition = new Definition();
        made.add(definition);
        return definition;
    }

    private List<Shape> shapes(Conjunction all, Shape.Kind kind, String path) {
        return switch (kind) {
            case OBJECT -> List.of(new ObjectReader(this, all, path).shape(ordered));
            case ARRAY -> List.of(ArrayReader.shape(this, all, path));
            case STRING -> List.of(new Shape.Text(StringReader.language(all)));
            case NUMBER -> NumberReader.shapes(all, path);
            case BOOLEAN -> List.copyOf(WordReader.words(all, "true", "false"));
            case NULL -> List.copyOf(WordReader.words(all, "null"));
        };
    }

    private Shape branches(Branches branches) {
        List<Definition> definitions = new ArrayList<>();
        for (List<Located> choice : branches.choices()) {
            Conjunction all = Conjunction.of(choice, root);
            if (!Contradiction.in(all, root)) {
                definitions.add(definition(all, branches.keyword().path()));
            }
        }
        return new Shape.AnyOf(definitions);
    }
}
