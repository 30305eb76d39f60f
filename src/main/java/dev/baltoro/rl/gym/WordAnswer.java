package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The answer is one of several words. An answer may have other words around it, but must name
/// exactly one of the candidates and deny nothing, so that neither listing them all nor repeating
/// the question passes.
///
/// Partial credit `format`: the answer names exactly one candidate, right or wrong.
///
/// @param expected the right one
/// @param candidates whatever could be an answer, the right one among them
public record WordAnswer(String expected, List<String> candidates) implements Check {
    private static final Pattern UNSURE =
            Pattern.compile("(?i)\\b(?:or|not|no|never|nobody|neither|cannot)\\b|n't\\b|/");
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\d]+");

    public WordAnswer {
        candidates = List.copyOf(candidates);
        if (!candidates.contains(expected)) {
            throw new IllegalArgumentException(expected + " is not among the candidates");
        }
    }

    @Override
    public Verdict of(String answer) {
        String words = words(answer);
        List<String> named = candidates.stream().filter(word -> has(words, word)).toList();
        boolean one = named.size() == 1 && !UNSURE.matcher(answer).find();
        boolean right = one && named.getFirst().equals(expected);
        String reason = right ? "right" : one ? "wrong word" : "it does not name one candidate";
        return Verdict.of(right, reason).with(Map.of("format", one ? 1.0 : 0.0));
    }

    /// {@return whether a text has a word, also in the plural, in any case, not as a part of a
    /// longer word}
    public static boolean mentions(String text, String word) {
        return has(words(text), word);
    }

    private static boolean has(String words, String word) {
        String one = words(word).stripTrailing();
        return words.contains(one + " ") || words.contains(one + "s ");
    }

    private static String words(String text) {
        return " " + OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ") + " ";
    }
}
