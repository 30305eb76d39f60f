package dev.baltoro.engine.grammar.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whether schemas exclude each other, as far as that is seen at once: by types, by constants, and
/// by those of properties that are required.
///
/// It keeps choices small; what is not seen here is found when the shortest values are measured.
final class Contradiction {
    private static final int DEPTH_MAX = 4;

    private Contradiction() {}

    static boolean in(Conjunction all, Located root) {
        return in(all, root, 0);
    }

    private static boolean in(Conjunction all, Located root, int depth) {
        if (!all.possible()) {
            return true;
        }
        Set<Shape.Kind> kinds = TypeReader.kinds(all);
        if (kinds.isEmpty()) {
            return true;
        }
        if (all.has("enum") || all.has("const")) {
            return WordReader.values(all, kinds, root).isEmpty();
        }
        if (depth == DEPTH_MAX || !kinds.equals(Set.of(Shape.Kind.OBJECT))) {
            return false;
        }
        for (String name : required(all)) {
            List<Located> values = new ArrayList<>();
            for (Located part : all.parts()) {
                if (part.has("properties") && part.node().path("properties").has(name)) {
                    values.add(part.child("properties").child(name));
                } else if (part.has("additionalProperties") && !part.has("patternProperties")) {
                    values.add(part.child("additionalProperties"));
                }
            }
            if (!values.isEmpty() && in(Conjunction.of(values, root), root, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /// {@return the names that objects must have}
    static Set<String> required(Conjunction all) {
        Set<String> names = new LinkedHashSet<>();
        for (Located list : all.each("required")) {
            if (list.node().isArray()) {
                list.node().forEach(name -> names.add(name.asString("")));
            }
        }
        return names;
    }
}
