package dev.baltoro.rl.gym.faithfulness;

import dev.baltoro.rl.gym.Words;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A fact of a text: somebody has, is in or knows something.
record Fact(String subject, Relation relation, String object) {
    private static final Set<String> FILLERS =
            Set.of("a", "an", "the", "is", "it", "he", "she", "they", "there");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\d']+");

    /// What facts say.
    enum Relation {
        HAS("has"),
        IN("in"),
        KNOWS("knows");

        private final String word;

        Relation(String word) {
            this.word = word;
        }
    }

    /// {@return it as a sentence}
    String text() {
        return switch (relation) {
            case HAS -> subject + " has " + Words.a(object) + ".";
            case IN -> subject + " is in the " + object + ".";
            case KNOWS -> subject + " knows " + object + ".";
        };
    }

    /// {@return whether it supports a sentence: all that the sentence says, but for fillers, stands
    /// in it, in this order}
    ///
    /// A part of it will do, such as `In the park.`
    boolean supports(String sentence) {
        List<String> said = words(sentence);
        Iterator<String> known =
                List.of(
                                subject.toLowerCase(Locale.ROOT),
                                relation.word,
                                object.toLowerCase(Locale.ROOT))
                        .iterator();
        for (String word : said) {
            boolean found = false;
            while (!found && known.hasNext()) {
                found = known.next().equals(word);
            }
            if (!found) {
                return false;
            }
        }
        return !said.isEmpty();
    }

    /// {@return a sentence's words in small letters, without fillers}
    static List<String> words(String sentence) {
        return Arrays.stream(NO_WORD.split(sentence.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty() && !FILLERS.contains(word))
                .toList();
    }
}
