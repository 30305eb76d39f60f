package dev.baltoro.rl.gym.instructions;

import dev.baltoro.rl.gym.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An answer that should be a sentence.
///
/// @param text without space around it
/// @param words in small letters
record Response(String text, List<String> words) {
    /// Fewer different words are no sentence.
    private static final int WORDS_MIN = 3;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\d']+");
    private static final Pattern INNER_END = Pattern.compile("[.!?:;]\\s|\\R");
    private static final Pattern ABOUT_ITSELF =
            Pattern.compile(
                    "(?i)\\b(?:sentences?|words?|write|wrote|written|ask(?:ed)?|request(?:ed)?|capitals?"
                            + "|instruct(?:ed|ions?)|answers?|json|lists?|rules?|requirements?|demand(?:ed|s)?"
                            + "|compl(?:y|ied|ies)|follow(?:ed|s)?|exactly|formats?|reward|success)\\b");

    /// Words that are no verbs. Any other word may be one: a sentence needs one at least.
    private static final Set<String> NO_VERBS =
            Stream.of(
                            Words.NAMES,
                            Words.OBJECTS,
                            Words.PLACES,
                            Words.COLORS,
                            Words.ADJECTIVES,
                            List.of(
                                    "a", "an", "the", "and", "in", "on", "at", "of", "to", "with",
                                    "by"))
                    .flatMap(List::stream)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    static Response of(String said) {
        String text = said.strip();
        List<String> words =
                Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
                        .filter(word -> !word.isEmpty())
                        .toList();
        return new Response(text, words);
    }

    /// {@return whether it is one sentence, as far as a machine can tell}
    boolean isSentence() {
        return words.stream().distinct().count() >= WORDS_MIN
                && !NO_VERBS.containsAll(words)
                && !INNER_END.matcher(text).find();
    }

    /// {@return whether it speaks of the task rather than doing it: a claim that it complies, or
    /// the task repeated}
    boolean speaksOfItself() {
        return ABOUT_ITSELF.matcher(text).find();
    }
}
