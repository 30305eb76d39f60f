package dev.baltoro.engine.grammar.regex;

import java.util.Set;
import java.util.stream.Collectors;

/// What a string may still hold: a language of code points, however JSON spells them.
public sealed interface TextLanguage {
    /// Any text.
    TextLanguage ANY = new Counted(0, Regex.UNBOUNDED);

    /// Any text of at least `least` and at most `most` code points.
    record Counted(int least, int most) implements TextLanguage {}

    /// The words of an automaton from one of its states.
    record Matching(Dfa dfa, int state) implements TextLanguage {}

    /// A language without some words, one at least.
    record Without(TextLanguage base, Set<String> words) implements TextLanguage {
        public Without {
            words = Set.copyOf(words);
        }

        /// The words are followed last, and only where that may be shorter than all else: a list of
        /// long texts would take long otherwise.
        private int shortestAfter(int first, int last) {
            int best = Distance.NONE;
            int from = first;
            int[] firsts = firsts();
            for (int word : firsts) {
                if (word >= first && word <= last) {
                    best = Math.min(best, base.distanceAfter(from, word - 1));
                    from = word + 1;
                }
            }
            best = Math.min(best, base.distanceAfter(from, last));
            for (int word : firsts) {
                if (word >= first && word <= last && base.distanceAfter(word, word) < best) {
                    best = Math.min(best, after(word).distance());
                }
            }
            return best;
        }

        /// {@return the first code points of the words, ascending}
        private int[] firsts() {
            return words.stream()
                    .filter(word -> !word.isEmpty())
                    .mapToInt(word -> word.codePointAt(0))
                    .distinct()
                    .sorted()
                    .toArray();
        }
    }

    /// {@return a language without some words}
    static TextLanguage without(TextLanguage base, Set<String> words) {
        return words.isEmpty() ? base : new Without(base, words);
    }

    /// {@return the words of an automaton from `state` on}
    static TextLanguage of(Dfa dfa, int state) {
        return dfa.isUniversal(state) ? ANY : new Matching(dfa, state);
    }

    /// {@return whether the text may end here}
    default boolean mayEnd() {
        return switch (this) {
            case Counted(int least, _) -> least == 0;
            case Matching(Dfa dfa, int state) -> dfa.accepts(state);
            case Without(TextLanguage base, Set<String> words) ->
                    base.mayEnd() && !words.contains("");
        };
    }

    /// {@return bytes of the shortest text}
    default int distance() {
        return switch (this) {
            case Counted(int least, int most) -> least <= most ? least : Distance.NONE;
            case Matching(Dfa dfa, int state) -> dfa.distance(state);
            case Without without -> mayEnd() ? 0 : ShortestText.bytes(without);
        };
    }

    /// {@return bytes of the shortest text that is left after one code point from `first` to
    /// `last`, [Distance#NONE] if none of them may come}
    default int distanceAfter(int first, int last) {
        if (first > last) {
            return Distance.NONE;
        }
        return switch (this) {
            case Counted(int least, int most) ->
                    least > most || most == 0 ? Distance.NONE : Math.max(0, least - 1);
            case Matching(Dfa dfa, int state) -> dfa.distanceAfter(state, first, last);
            case Without without -> without.shortestAfter(first, last);
        };
    }

    /// {@return the language after a code point that may come}
    default TextLanguage after(int codePoint) {
        return switch (this) {
            case Counted(int least, int most) ->
                    most == Regex.UNBOUNDED && least <= 1
                            ? ANY
                            : new Counted(
                                    Math.max(0, least - 1),
                                    most == Regex.UNBOUNDED ? most : most - 1);
            case Matching(Dfa dfa, int state) -> of(dfa, dfa.next(state, codePoint));
            case Without(TextLanguage base, Set<String> words) -> {
                int chars = Character.charCount(codePoint);
                yield without(
                        base.after(codePoint),
                        words.stream()
                                .filter(word -> !word.isEmpty() && word.codePointAt(0) == codePoint)
                                .map(word -> word.substring(chars))
                                .collect(Collectors.toSet()));
            }
        };
    }

    /// {@return whether a whole text is in the language}
    default boolean matches(String text) {
        return switch (this) {
            case Counted(int least, int most) -> {
                int length = text.codePointCount(0, text.length());
                yield length >= least && length <= most;
            }
            case Matching(Dfa dfa, _) -> dfa.matches(text);
            case Without(TextLanguage base, Set<String> words) ->
                    base.matches(text) && !words.contains(text);
        };
    }
}
