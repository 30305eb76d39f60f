package dev.baltoro.engine.grammar.regex;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A regular language of code points, whose words are found by taking derivatives (Brzozowski,
/// 1964; Owens, Reppy and Turon, "Regular-expression derivatives re-examined", 2009).
///
/// The factories keep expressions in a form in which repeated derivatives are finitely many.
public sealed interface Regex {
    /// The end of an open repetition.
    int UNBOUNDED = Integer.MAX_VALUE;

    Regex EMPTY = new Empty();
    Regex NEVER = new Chars(new Letters(CodePoints.NONE));
    Regex ANY = new Chars(new Letters(CodePoints.ALL));
    Regex ANYTHING = new Loop(ANY, 0, UNBOUNDED);

    /// What [Multiple] tells apart.
    Set<Letters> DIGITS =
            "-0123456789"
                    .chars()
                    .mapToObj(digit -> new Letters(CodePoints.of(digit)))
                    .collect(Collectors.toUnmodifiableSet());

    /// The empty word.
    record Empty() implements Regex {}

    /// One code point of a set.
    record Chars(Letters letters) implements Regex {}

    /// One word after another.
    ///
    /// @param hash of both, kept because chains are long and looked up all the time
    record Then(Regex first, Regex second, int hash) implements Regex {
        Then(Regex first, Regex second) {
            this(first, second, 31 * first.hashCode() + second.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Then then
                            && hash == then.hash
                            && first.equals(then.first)
                            && second.equals(then.second);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    record Or(Set<Regex> parts) implements Regex {}

    record And(Set<Regex> parts) implements Regex {}

    record Not(Regex part) implements Regex {}

    /// From `least` to `most` words of a language in a row.
    record Loop(Regex part, int least, int most) implements Regex {}

    /// The rest of a multiple of `modulus` in decimal digits, after digits that leave `remainder`.
    record Multiple(int modulus, int remainder) implements Regex {}

    /// Another language under an identity of its own: one that is filled in later, because it comes
    /// up in itself, or one that comes up in many places and is not to be worked out anew in each.
    ///
    /// No language begins with itself, so that derivatives end.
    final class Named implements Regex {
        private @Nullable Regex body;
        private final Map<Integer, Regex> derivatives = new HashMap<>();

        void define(Regex language) {
            body = language;
        }

        Regex body() {
            return Objects.requireNonNull(body, "used before it is defined");
        }
    }

    /// A set with an identity instead of costly equality.
    record Letters(CodePoints set) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    static Regex chars(CodePoints set) {
        return set.isEmpty() ? NEVER : new Chars(new Letters(set));
    }

    static Regex word(String word) {
        int[] codePoints = word.codePoints().toArray();
        Regex result = EMPTY;
        for (int i = codePoints.length - 1; i >= 0; i--) {
            result = then(chars(CodePoints.of(codePoints[i])), result);
        }
        return result;
    }

    static Regex then(Regex first, Regex second) {
        if (first == NEVER || second == NEVER) {
            return NEVER;
        }
        if (first == EMPTY) {
            return second;
        }
        if (second == EMPTY) {
            return first;
        }
        return first instanceof Then(Regex head, Regex tail, _)
                ? new Then(head, then(tail, second))
                : new Then(first, second);
    }

    static Regex or(Regex... parts) {
        Set<Regex> all = new HashSet<>();
        for (Regex part : parts) {
            if (part instanceof Or(Set<Regex> nested)) {
                all.addAll(nested);
            } else {
                all.add(part);
            }
        }
        all.remove(NEVER);
        if (all.contains(ANYTHING)) {
            return ANYTHING;
        }
        // What is in one part is in the whole with fewer conditions, too.
        all.removeIf(part ->
                part instanceof And(Set<Regex> nested) && nested.stream().anyMatch(all::contains));
        return all.size() == 1
                ? all.iterator().next()
                : all.isEmpty() ? NEVER : new Or(Set.copyOf(all));
    }

    static Regex and(Regex... parts) {
        Set<Regex> all = new HashSet<>();
        for (Regex part : parts) {
            if (part instanceof And(Set<Regex> nested)) {
                all.addAll(nested);
            } else {
                all.add(part);
            }
        }
        all.remove(ANYTHING);
        if (all.contains(NEVER)) {
            return NEVER;
        }
        all.removeIf(part ->
                part instanceof Or(Set<Regex> nested) && nested.stream().anyMatch(all::contains));
        return all.size() == 1
                ? all.iterator().next()
                : all.isEmpty() ? ANYTHING : new And(Set.copyOf(all));
    }

    static Regex not(Regex part) {
        return part == NEVER
                ? ANYTHING
                : part == ANYTHING
                        ? NEVER
                        : part instanceof Not(Regex inner) ? inner : new Not(part);
    }

    static Regex loop(Regex part, int least, int most) {
        if (least > most) {
            return NEVER;
        }
        if (most == 0 || part == EMPTY) {
            return EMPTY;
        }
        if (part == NEVER) {
            return least == 0 ? EMPTY : NEVER;
        }
        if (least == 1 && most == 1) {
            return part;
        }
        if (part == ANY && least == 0 && most == UNBOUNDED) {
            return ANYTHING;
        }
        return new Loop(part, part.nullable() ? 0 : least, most);
    }

    static Regex optional(Regex part) {
        return or(part, EMPTY);
    }

    /// {@return whether the empty word is in the language}
    default boolean nullable() {
        return switch (this) {
            case Empty() -> true;
            case Chars(_) -> false;
            case Then(Regex first, Regex second, _) -> first.nullable() && second.nullable();
            case Or(Set<Regex> parts) -> parts.stream().anyMatch(Regex::nullable);
            case And(Set<Regex> parts) -> parts.stream().allMatch(Regex::nullable);
            case Not(Regex part) -> !part.nullable();
            case Loop(_, int least, _) -> least == 0;
            case Multiple(_, int remainder) -> remainder == 0;
            case Named named -> named.body().nullable();
        };
    }

    /// {@return what may follow `codePoint` in a word that begins with it}
    default Regex after(int codePoint) {
        return switch (this) {
            case Empty() -> NEVER;
            case Chars(Letters letters) -> letters.set().contains(codePoint) ? EMPTY : NEVER;
            case Then(Regex first, Regex second, _) -> {
                Regex inside = then(first.after(codePoint), second);
                yield first.nullable() ? or(inside, second.after(codePoint)) : inside;
            }
            case Or(Set<Regex> parts) ->
                    or(parts.stream().map(part -> part.after(codePoint)).toArray(Regex[]::new));
            case And(Set<Regex> parts) ->
                    and(parts.stream().map(part -> part.after(codePoint)).toArray(Regex[]::new));
            case Not(Regex part) -> not(part.after(codePoint));
            case Loop(Regex part, int least, int most) ->
                    then(
                            part.after(codePoint),
                            loop(
                                    part,
                                    Math.max(0, least - 1),
                                    most == UNBOUNDED ? UNBOUNDED : most - 1));
            case Multiple(int modulus, int remainder) ->
                    codePoint >= '0' && codePoint <= '9'
                            ? new Multiple(modulus, (10 * remainder + codePoint - '0') % modulus)
                            : codePoint == '-' ? this : NEVER;
            case Named named -> {
                Regex known = named.derivatives.get(codePoint);
                if (known == null) {
                    known = named.body().after(codePoint);
                    named.derivatives.put(codePoint, known);
                }
                yield known;
            }
        };
    }

    /// {@return the sets of code points that this expression tells apart}
    default Set<Letters> lettersToldApart() {
        Set<Letters> sets = new HashSet<>();
        collect(sets, new HashSet<>());
        return sets;
    }

    private void collect(Set<Letters> sets, Set<Named> seen) {
        switch (this) {
            case Empty() -> {}
            case Chars(Letters letters) -> sets.add(letters);
            case Then(Regex first, Regex second, _) -> {
                first.collect(sets, seen);
                second.collect(sets, seen);
            }
            case Or(Set<Regex> parts) -> parts.forEach(part -> part.collect(sets, seen));
            case And(Set<Regex> parts) -> parts.forEach(part -> part.collect(sets, seen));
            case Not(Regex part) -> part.collect(sets, seen);
            case Loop(Regex part, _, _) -> part.collect(sets, seen);
            case Multiple(_, _) -> sets.addAll(DIGITS);
            case Named named -> {
                if (seen.add(named)) {
                    named.body().collect(sets, seen);
                }
            }
        }
    }
}
