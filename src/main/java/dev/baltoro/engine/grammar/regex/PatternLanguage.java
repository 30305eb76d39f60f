package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The language of a parsed pattern: the strings in which it matches somewhere.
///
/// Every part is put together with the language of the whole rest of the text ([Rest]). So a
/// look-ahead is an intersection with that rest, and a condition on what is before is known where
/// it is asked: of the text before only the last code point counts, and of that only which of the
/// pattern's sets it is in. A repetition with conditions inside is a language that comes up in
/// itself ([Regex.Named]).
final class PatternLanguage {
    /// Parts put together with a rest; a pattern's length and repetitions of its conditions
    /// multiply.
    static final int PARTS_MAX = 20_000;

    /// Conditions and repeated groups with conditions after one another: each is a level of calls.
    static final int CHAIN_MAX = 1_000;

    /// Sets of the code point before that a pattern may tell apart.
    static final int SETS_MAX = 16;

    /// Nothing is asked about the code point before.
    private static final int ANYWHERE = -2;

    /// Nothing is before.
    private static final int START = -1;

    /// The language of what follows a part, by what is before it.
    private abstract class Rest {
        private final boolean looksBehind;
        private final Map<Integer, Regex> known = new HashMap<>();
        private final Map<PatternNode, Rest> fronts = new IdentityHashMap<>();
        private @Nullable Rest shared;

        Rest(boolean looksBehind) {
            this.looksBehind = looksBehind;
        }

        final boolean looksBehind() {
            return looksBehind;
        }

        final Regex at(int before) {
            int key = looksBehind ? before : ANYWHERE;
            Regex regex = known.get(key);
            if (regex == null) {
                deeper();
                regex = make(key);
                chain--;
                known.put(key, regex);
            }
            return regex;
        }

        private void deeper() {
            if (++chain > CHAIN_MAX) {
                throw text.error(
                        "has too many conditions or repetitions with conditions in a row: more than %d steps"
                                .formatted(CHAIN_MAX));
            }
        }

        final void remember(int before, Regex regex) {
            known.put(before, regex);
        }

        /// {@return a part with this after it, made once}
        final Rest front(PatternNode part) {
            return fronts.computeIfAbsent(
                    part,
                    node ->
                            node instanceof PatternNode.Repeat repeat && !node.isPlain()
                                    ? new Rounds(repeat, repeat.part().nonEmpty(), this)
                                    : new Part(node, this));
        }

        /// {@return this, for use in several places}
        final Rest shared() {
            Rest made = shared == null ? new Shared(this) : shared;
            shared = made;
            return made;
        }

        abstract Regex make(int before);
    }

    /// Any text.
    private final class AnyText extends Rest {
        AnyText() {
            super(false);
        }

        @Override
        Regex make(int before) {
            return Regex.ANYTHING;
        }
    }

    /// A part, and what follows it.
    private final class Part extends Rest {
        private final PatternNode part;
        private final Rest next;

        Part(PatternNode part, Rest next) {
            super(part.looksBehind(next.looksBehind()));
            this.part = part;
            this.next = next;
        }

        @Override
        Regex make(int before) {
            // Text without conditions is put together in one step, from the end.
            List<Regex> plain = new ArrayList<>();
            Rest end = this;
            while (end instanceof Part at && at.part.isPlain() && !at.next.looksBehind()) {
                plain.add(at.part.plain());
                end = at.next;
            }
            if (plain.isEmpty()) {
                return with(part, before, next);
            }
            Regex regex = end.at(ANYWHERE);
            for (Regex word : plain.reversed()) {
                regex = Regex.then(word, regex);
            }
            return regex;
        }
    }

    /// A rest under a name of its own, if it is more than a set of letters.
    private final class Shared extends Rest {
        private final Rest rest;

        Shared(Rest rest) {
            super(rest.looksBehind());
            this.rest = rest;
        }

        @Override
        Regex make(int before) {
            return switch (rest.at(before)) {
                case Regex.Then regex -> named(regex);
                case Regex.Or regex -> named(regex);
                case Regex.And regex -> named(regex);
                case Regex regex -> regex;
            };
        }

        private static Regex named(Regex regex) {
            Regex.Named named = new Regex.Named();
            named.define(regex);
            return named;
        }
    }

    /// The rounds of a repetition, and what follows them.
    private final class Rounds extends Rest {
        private final PatternNode.Repeat repeat;
        private final PatternNode nonEmpty;
        private final Rest rest;
        private @Nullable Rest next;

        Rounds(PatternNode.Repeat repeat, PatternNode nonEmpty, Rest rest) {
            super(repeat.looksBehind(rest.looksBehind()));
            this.repeat = repeat;
            this.nonEmpty = nonEmpty;
            this.rest = rest;
        }

        @Override
        Regex make(int before) {
            if (repeat.most() == 0) {
                return rest.at(before);
            }
            if (repeat.least() > 0) {
                return next().front(repeat.part()).at(before);
            }
            // A round that reads nothing adds nothing, and would begin a language with itself.
            if (repeat.most() != Regex.UNBOUNDED) {
                return Regex.or(rest.at(before), next().front(nonEmpty).at(before));
            }
            Regex.Named named = new Regex.Named();
            remember(before, named);
            named.define(Regex.or(rest.at(before), front(nonEmpty).at(before)));
            return named;
        }

        private Rest next() {
            Rest made = next == null ? new Rounds(repeat.less(), nonEmpty, rest).shared() : next;
            next = made;
            return made;
        }
    }

    private final PatternText text;

    /// Code points in classes that no condition tells apart.
    private final List<Regex> letters = new ArrayList<>();

    private final List<CodePoints> classes = new ArrayList<>();
    private final Rest anyText = new AnyText();
    private int parts;
    private int chain;

    private PatternLanguage(PatternNode pattern, PatternText text) {
        this.text = text;
        Set<CodePoints> sets = new HashSet<>();
        pattern.behind(sets);
        sets.remove(CodePoints.NONE);
        if (sets.size() > SETS_MAX) {
            throw text.error("looks behind for more than %d sets of letters".formatted(SETS_MAX));
        }
        classes.add(CodePoints.ALL);
        for (CodePoints set : sets) {
            List<CodePoints> before = List.copyOf(classes);
            classes.clear();
            for (CodePoints letters : before) {
                classes.add(letters.and(set));
                classes.add(letters.without(set));
            }
            classes.removeIf(CodePoints::isEmpty);
        }
        classes.forEach(set -> letters.add(Regex.chars(set)));
    }

    /// {@return the strings in which a pattern matches}
    static Regex of(PatternNode pattern, PatternText text) {
        return new PatternLanguage(pattern, text).search(pattern);
    }

    private Regex search(PatternNode pattern) {
        if (pattern instanceof PatternNode.Alternatives(List<PatternNode> ways)) {
            return Regex.or(ways.stream().map(this::search).toArray(Regex[]::new));
        }
        Rest match = anyText.front(pattern);
        if (!match.looksBehind()) {
            return Regex.then(Regex.ANYTHING, match.at(ANYWHERE));
        }
        List<Regex> ways = new ArrayList<>(List.of(match.at(START)));
        for (int before = 0; before < classes.size(); before++) {
            ways.add(Regex.then(Regex.ANYTHING, Regex.then(letters.get(before), match.at(before))));
        }
        return Regex.or(ways.toArray(Regex[]::new));
    }

    /// {@return the texts that begin with a part and go on with a rest}
    private Regex with(PatternNode node, int before, Rest rest) {
        if (++parts > PARTS_MAX) {
            throw text.error(
                    "has too many conditions in repetitions: more than %d parts once unfolded"
                            .formatted(PARTS_MAX));
        }
        Patience.check();
        return switch (node) {
            case PatternNode.Plain(Regex regex) -> text(regex, before, rest);
            case PatternNode.Sequence(List<PatternNode> nodes) -> {
                Rest all = rest;
                for (PatternNode part : nodes.reversed()) {
                    all = all.front(part);
                }
                yield all.at(before);
            }
            case PatternNode.Alternatives(List<PatternNode> ways) ->
                    Regex.or(
                            ways.stream()
                                    .map(way -> rest.shared().front(way).at(before))
                                    .toArray(Regex[]::new));
            case PatternNode.Repeat repeat -> text(repeat.plain(), before, rest);
            case PatternNode.End() -> atEnd(rest.at(before));
            case PatternNode.Ahead(PatternNode part, boolean negated) -> {
                Regex follows = anyText.front(part).at(before);
                yield Regex.and(negated ? Regex.not(follows) : follows, rest.at(before));
            }
            case PatternNode.Behind(CodePoints set, boolean start) ->
                    (before == START ? start : set.contains(member(before)))
                            ? rest.at(before)
                            : Regex.NEVER;
        };
    }

    private int member(int letterClass) {
        return classes.get(letterClass).members().nextSetBit(0);
    }

    private static Regex atEnd(Regex rest) {
        return rest == Regex.ANYTHING || rest == Regex.EMPTY
                ? Regex.EMPTY
                : Regex.and(Regex.EMPTY, rest);
    }

    private Regex text(Regex regex, int before, Rest rest) {
        if (!rest.looksBehind()) {
            return Regex.then(regex, rest.at(ANYWHERE));
        }
        Rest shared = rest.shared();
        List<Regex> ways = new ArrayList<>();
        if (regex.nullable()) {
            ways.add(shared.at(before));
        }
        for (int last = 0; last < classes.size(); last++) {
            Regex read = endingIn(regex, last);
            if (read != Regex.NEVER) {
                ways.add(Regex.then(read, shared.at(last)));
            }
        }
        return Regex.or(ways.toArray(Regex[]::new));
    }

    /// {@return the words of a language whose last code point is in a class}
    private Regex endingIn(Regex regex, int last) {
        return regex instanceof Regex.Chars(Regex.Letters set)
                ? Regex.chars(set.set().and(classes.get(last)))
                : Regex.and(regex, Regex.then(Regex.ANYTHING, letters.get(last)));
    }
}
