package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import java.util.List;
import java.util.Optional;

/// What a JSON value may look like, once a schema's references and combinations are worked out.
public sealed interface Shape {
    /// Containers that may be inside one another; many JSON parsers stop at a few hundred.
    int DEPTH_MAX = 64;

    /// JSON's types; integers are numbers.
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /// The shortest value of a shape.
    ///
    /// @param distance its bytes
    /// @param height containers inside one another
    record Measure(int distance, int height) {
        Measure plus(int bytes) {
            return new Measure(Distance.sum(distance, bytes), height);
        }

        Measure and(Definition part) {
            return new Measure(
                    Distance.sum(distance, part.distance()), Math.max(height, part.height()));
        }
    }

    /// A value of any of some schemas; of none if there are none.
    record AnyOf(List<Definition> branches) implements Shape {
        public AnyOf {
            branches = List.copyOf(branches);
        }
    }

    /// One value, spelled in one way.
    record Word(Kind kind, byte[] json) implements Shape {}

    record Text(TextLanguage language) implements Shape {}

    /// Numbers as an automaton of their digits.
    record Number(Dfa digits) implements Shape {}

    /// An object.
    ///
    /// @param properties the declared ones
    /// @param others groups of undeclared names, which have no name in common with each other or
    ///   the declared ones
    /// @param least number of properties it has at least
    /// @param most number of properties it has at most
    /// @param ordered whether the declared properties come in the order of their declaration
    /// @param closed whether the schema itself forbids all other names
    record Members(
            List<Property> properties,
            List<Others> others,
            int least,
            int most,
            boolean ordered,
            boolean closed)
            implements Shape {
        public Members {
            properties = List.copyOf(properties);
            others = List.copyOf(others);
        }

        /// Two shapes are equal when they are one: automata ask for that all the time.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /// A declared property.
    ///
    /// @param json the name as JSON, in quotation marks, and the colon
    record Property(String name, byte[] json, boolean required, Definition value) {}

    /// Undeclared properties whose names are in a language.
    record Others(TextLanguage names, Definition value) {}

    /// An array.
    ///
    /// @param prefix the first items
    /// @param rest all further items, if there may be any
    record Items(List<Definition> prefix, Optional<Definition> rest, int least, int most)
            implements Shape {
        public Items {
            prefix = List.copyOf(prefix);
        }

        /// Two shapes are equal when they are one: automata ask for that all the time.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        /// {@return the item at a place, if there may be one}
        public Optional<Definition> item(int index) {
            if (index >= most) {
                return Optional.empty();
            }
            return index < prefix.size() ? Optional.of(prefix.get(index)) : rest;
        }

        /// {@return the shortest rest of an array, its bracket included}
        public Measure shortest(int index) {
            Measure measure = new Measure(1, 0);
            for (int i = index; i < least(); i++) {
                Optional<Definition> item = item(i);
                if (item.isEmpty()) {
                    return new Measure(Distance.NONE, 0);
                }
                measure = measure.and(item.get()).plus(i > 0 ? 1 : 0);
            }
            return measure;
        }
    }

    /// {@return the shortest value, from what its parts are known to need}
    default Measure measure() {
        return switch (this) {
            case AnyOf(List<Definition> branches) -> {
                Measure best = new Measure(Distance.NONE, 0);
                for (Definition branch : branches) {
                    boolean shorter =
                            branch.distance() < best.distance()
                                    || branch.distance() == best.distance()
                                            && branch.height() < best.height();
                    best = shorter ? new Measure(branch.distance(), branch.height()) : best;
                }
                yield best;
            }
            case Word(_, byte[] json) -> new Measure(json.length, 0);
            case Text(TextLanguage language) ->
                    new Measure(Distance.sum(2, language.distance()), 0);
            case Number(Dfa digits) -> new Measure(digits.distance(0), 0);
            case Members members -> {
                Measure inside = MembersState.start(members).shortest();
                yield new Measure(Distance.sum(1, inside.distance()), inside.height() + 1);
            }
            case Items items -> {
                Measure inside = items.shortest(0);
                yield new Measure(Distance.sum(1, inside.distance()), inside.height() + 1);
            }
        };
    }
}
