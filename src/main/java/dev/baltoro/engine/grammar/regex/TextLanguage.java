package dev.baltoro.engine.grammar.regex;

/// What a string may still hold: a language of code points, however JSON spells them.
public sealed interface TextLanguage {
    /// Any text.
    TextLanguage ANY = new Counted(0, Regex.UNBOUNDED);

    /// Any text of at least `least` and at most `most` code points.
    record Counted(int least, int most) implements TextLanguage {}

    /// The words of an automaton from one of its states.
    record Matching(Dfa dfa, int state) implements TextLanguage {}

    /// {@return the words of an automaton from `state` on}
    static TextLanguage of(Dfa dfa, int state) {
        return dfa.isUniversal(state) ? ANY : new Matching(dfa, state);
    }

    /// {@return whether the text may end here}
    default boolean mayEnd() {
        return switch (this) {
            case Counted(int least, _) -> least == 0;
            case Matching(Dfa dfa, int state) -> dfa.accepts(state);
        };
    }

    /// {@return bytes of the shortest text}
    default int distance() {
        return switch (this) {
            case Counted(int least, int most) -> least <= most ? least : Distance.NONE;
            case Matching(Dfa dfa, int state) -> dfa.distance(state);
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
        };
    }

    /// {@return the language behind a code point that may come}
    default TextLanguage after(int codePoint) {
        return switch (this) {
            case Counted(int least, int most) ->
                    most == Regex.UNBOUNDED && least <= 1
                            ? ANY
                            : new Counted(
                                    Math.max(0, least - 1),
                                    most == Regex.UNBOUNDED ? most : most - 1);
            case Matching(Dfa dfa, int state) -> of(dfa, dfa.next(state, codePoint));
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
        };
    }
}
