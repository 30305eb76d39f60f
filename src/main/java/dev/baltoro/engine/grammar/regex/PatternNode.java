package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A parsed pattern. Anchors, word borders and look-around are all one of two conditions on a place
/// in the text: what is before it ([After]), and what comes ([Ahead], [End]).
sealed interface PatternNode {
    /// What reads text and sets no conditions on its neighbours.
    record Plain(Regex regex) implements PatternNode {}

    record Sequence(List<PatternNode> parts) implements PatternNode {}

    record Alternatives(List<PatternNode> parts) implements PatternNode {}

    record Repeat(PatternNode part, int least, int most) implements PatternNode {
        /// {@return what is left after one round}
        Repeat less() {
            return new Repeat(
                    part, Math.max(0, least - 1), most == Regex.UNBOUNDED ? most : most - 1);
        }
    }

    /// The text's end.
    record End() implements PatternNode {}

    /// What follows begins with a part of a pattern, or does not.
    record Ahead(PatternNode part, boolean negated) implements PatternNode {}

    /// The code point before is one of a set.
    ///
    /// @param start whether this holds at the text's start, too
    record Behind(CodePoints set, boolean start) implements PatternNode {}

    PatternNode EMPTY = new Plain(Regex.EMPTY);
    PatternNode NEVER = new Plain(Regex.NEVER);
    PatternNode START = new Behind(CodePoints.NONE, true);

    static PatternNode sequence(List<PatternNode> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Sequence(List.copyOf(parts));
    }

    static PatternNode alternatives(List<PatternNode> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Alternatives(List.copyOf(parts));
    }

    static PatternNode ahead(CodePoints set, boolean negated) {
        return new Ahead(new Plain(Regex.chars(set)), negated);
    }

    /// {@return whether it reads text only}
    default boolean isPlain() {
        return switch (this) {
            case Plain _ -> true;
            case Sequence(List<PatternNode> parts) -> parts.stream().allMatch(PatternNode::isPlain);
            case Alternatives(List<PatternNode> parts) ->
                    parts.stream().allMatch(PatternNode::isPlain);
            case Repeat(PatternNode part, _, _) -> part.isPlain();
            case End(), Ahead(_, _), Behind(_, _) -> false;
        };
    }

    /// {@return the language of a part that reads text only}
    default Regex plain() {
        return switch (this) {
            case Plain(Regex regex) -> regex;
            case Sequence(List<PatternNode> parts) -> {
                // From the end, so that a chain grows at its head.
                Regex regex = Regex.EMPTY;
                for (PatternNode part : parts.reversed()) {
                    regex = Regex.then(part.plain(), regex);
                }
                yield regex;
            }
            case Alternatives(List<PatternNode> parts) ->
                    Regex.or(parts.stream().map(PatternNode::plain).toArray(Regex[]::new));
            case Repeat(PatternNode part, int least, int most) ->
                    Regex.loop(part.plain(), least, most);
            case End(), Ahead(_, _), Behind(_, _) ->
                    throw new IllegalStateException("a condition reads no text");
        };
    }

    /// {@return whether it asks what is before its own beginning}
    ///
    /// @param rest whether what follows it asks for that
    default boolean looksBehind(boolean rest) {
        return switch (this) {
            case Plain(Regex regex) -> rest && regex.nullable();
            case Sequence(List<PatternNode> parts) -> {
                boolean asks = rest;
                for (PatternNode part : parts.reversed()) {
                    asks = part.looksBehind(asks);
                }
                yield asks;
            }
            case Alternatives(List<PatternNode> parts) ->
                    parts.stream().anyMatch(part -> part.looksBehind(rest));
            case Repeat(PatternNode part, int least, _) ->
                    part.looksBehind(true) || least == 0 && rest;
            case End() -> rest;
            case Ahead(PatternNode part, _) -> rest || part.looksBehind(false);
            case Behind(_, _) -> true;
        };
    }

    /// Adds the sets that it asks about what is before.
    default void behind(Set<CodePoints> sets) {
        switch (this) {
            case Plain _, End _ -> {}
            case Sequence(List<PatternNode> parts) -> parts.forEach(part -> part.behind(sets));
            case Alternatives(List<PatternNode> parts) -> parts.forEach(part -> part.behind(sets));
            case Repeat(PatternNode part, _, _) -> part.behind(sets);
            case Ahead(PatternNode part, _) -> part.behind(sets);
            case Behind(CodePoints set, _) -> sets.add(set);
        }
    }

    /// {@return what it matches without reading any text: conditions only}
    default PatternNode whenEmpty() {
        return switch (this) {
            case Plain(Regex regex) -> regex.nullable() ? EMPTY : NEVER;
            case Sequence(List<PatternNode> parts) ->
                    sequence(parts.stream().map(PatternNode::whenEmpty).toList());
            case Alternatives(List<PatternNode> parts) ->
                    alternatives(parts.stream().map(PatternNode::whenEmpty).toList());
            case Repeat(PatternNode part, int least, _) -> least == 0 ? EMPTY : part.whenEmpty();
            case End(), Ahead(_, _), Behind(_, _) -> this;
        };
    }

    /// {@return what it matches by reading at least one code point}
    default PatternNode nonEmpty() {
        return switch (this) {
            case Plain(Regex regex) ->
                    new Plain(
                            regex == Regex.EMPTY
                                    ? Regex.NEVER
                                    : regex.nullable()
                                            ? Regex.and(
                                                    regex, Regex.then(Regex.ANY, Regex.ANYTHING))
                                            : regex);
            case Sequence(List<PatternNode> parts) -> {
                List<PatternNode> ways = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    List<PatternNode> way = new ArrayList<>();
                    parts.subList(0, i).forEach(part -> way.add(part.whenEmpty()));
                    way.add(parts.get(i).nonEmpty());
                    way.addAll(parts.subList(i + 1, parts.size()));
                    ways.add(sequence(way));
                    if (parts.get(i) instanceof Plain(Regex regex) && !regex.nullable()) {
                        break;
                    }
                }
                yield ways.isEmpty() ? NEVER : alternatives(ways);
            }
            case Alternatives(List<PatternNode> parts) ->
                    alternatives(parts.stream().map(PatternNode::nonEmpty).toList());
            case Repeat(PatternNode part, int least, int most) -> nonEmptyRounds(part, least, most);
            case End(), Ahead(_, _), Behind(_, _) -> NEVER;
        };
    }

    /// Some rounds at the beginning may be empty, all at one place; the next one is not, and any
    /// number of the rest may be.
    private static PatternNode nonEmptyRounds(PatternNode part, int least, int most) {
        List<PatternNode> ways = new ArrayList<>();
        for (int empty = 0; empty < Math.max(1, Math.min(least, most)); empty++) {
            int left = most == Regex.UNBOUNDED ? most : most - 1 - empty;
            if (left < 0) {
                break;
            }
            PatternNode rest = new Repeat(part, Math.max(0, least - 1 - empty), left);
            ways.add(
                    empty == 0
                            ? sequence(List.of(part.nonEmpty(), rest))
                            : sequence(List.of(part.whenEmpty(), part.nonEmpty(), rest)));
        }
        return ways.isEmpty() ? NEVER : alternatives(ways);
    }
}
