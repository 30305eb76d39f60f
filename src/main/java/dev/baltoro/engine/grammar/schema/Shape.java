package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.Regex;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a JSON value may look like, once a schema's references and combinations are worked out.
public sealed interface Shape {
    /// Containers that may be inside one another; many JSON parsers stop at a few hundred.
    int DEPTH_MAX = 64;

    /// A count without a limit.
    int UNBOUNDED = Regex.UNBOUNDED;

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
        static final Measure NONE = new Measure(Distance.NONE, 0);

        Measure plus(int bytes) {
            return new Measure(Distance.sum(distance, bytes), height);
        }

        Measure and(Definition part) {
            return and(part.measured());
        }

        Measure and(Measure part) {
            return new Measure(
                    Distance.sum(distance, part.distance), Math.max(height, part.height));
        }

        Measure times(int count) {
            return new Measure(
                    (int) Math.min(Distance.NONE, (long) distance * count),
                    count == 0 ? 0 : height);
        }

        Measure or(Measure other) {
            return other.distance < distance || other.distance == distance && other.height < height
                    ? other
                    : this;
        }
    }

    /// A value of any of some schemas; without schemas, no value.
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
    record Members(
            List<Property> properties, List<Others> others, int least, int most, boolean ordered)
            implements Shape {
        public Members {
            properties = List.copyOf(properties);
            others = List.copyOf(others);
        }

        /// Two shapes are equal only if they are the same object: automata compare them all the
        /// time.
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
    /// @param contains what some of the items match, if that is asked
    /// @param unique whether no two items are the same; then all are scalars
    record Items(
            List<Definition> prefix,
            Optional<Definition> rest,
            int least,
            int most,
            Optional<Contains> contains,
            boolean unique)
            implements Shape {
        public Items {
            prefix = List.copyOf(prefix);
        }

        /// Two shapes are equal only if they are the same object: automata compare them all the
        /// time.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        /// {@return the item at a place, if there may be one}
        Optional<Definition> item(int index) {
            if (index >= most) {
                return Optional.empty();
            }
            return index < prefix.size() ? Optional.of(prefix.get(index)) : rest;
        }
    }

    /// Items that match one more schema.
    ///
    /// @param matches such an item at each place of the prefix, and after it
    /// @param least how many there are at least
    /// @param most how many there are at most; if there is a limit, other items do not match
    record Contains(List<Definition> matches, int least, int most) {
        public Contains {
            matches = List.copyOf(matches);
        }

        Definition at(int index) {
            return matches.get(Math.min(index, matches.size() - 1));
        }
    }

    /// {@return the definitions it is made of}
    default List<Definition> parts() {
        return switch (this) {
            case AnyOf(List<Definition> branches) -> branches;
            case Word _, Text _, Number _ -> List.of();
            case Members members ->
                    Stream.concat(
                                    members.properties().stream().map(Property::value),
                                    members.others().stream().map(Others::value))
                            .toList();
            case Items items ->
                    Stream.of(
                                    items.prefix().stream(),
                                    items.rest().stream(),
                                    items.contains().stream()
                                            .flatMap(some -> some.matches().stream()))
                            .flatMap(part -> part)
                            .toList();
        };
    }

    /// {@return bytes of its own, about}
    default long ownBytes() {
        return switch (this) {
            case Word(_, byte[] json) -> json.length;
            case Members members ->
                    members.properties().stream()
                            .mapToLong(property -> 120 + 3L * property.json().length)
                            .sum();
            default -> 8L * parts().size();
        };
    }

    /// {@return the automata that it holds}
    default List<Dfa> automata() {
        return switch (this) {
            case Number(Dfa digits) -> List.of(digits);
            case Text(TextLanguage.Matching(Dfa dfa, _)) -> List.of(dfa);
            case Members members ->
                    members.others().stream()
                            .map(Others::names)
                            .filter(TextLanguage.Matching.class::isInstance)
                            .map(names -> ((TextLanguage.Matching) names).dfa())
                            .toList();
            default -> List.of();
        };
    }

    /// {@return the shortest value, from what its parts are known to need}
    default Measure measure() {
        return switch (this) {
            case AnyOf(List<Definition> branches) -> {
                Measure best = Measure.NONE;
                for (Definition branch : branches) {
                    best = best.or(branch.measured());
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
                Measure inside = ItemsState.start(items).shortest();
                yield new Measure(Distance.sum(1, inside.distance()), inside.height() + 1);
            }
        };
    }
}
