package dev.baltoro.engine.grammar.copy;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The words of a text, as far as copies are held to them.
public final class CopiedWords {
    private static final Pattern WORD =
            Pattern.compile(
                    "[\\p{L}\\p{N}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]+");

    private CopiedWords() {}

    /// {@return the words, in order}
    public static Stream<String> in(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }
}
