package dev.baltoro.synth.value;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Things that are known about people, things and places, as in `plays the cello`.
final class KnownFacts {
    private static final List<String> SMALL_WORDS =
            List.of(
                    "the", "and", "with", "from", "into", "since", "every", "about", "their", "for",
                    "has", "was", "are", "new", "needs");

    private KnownFacts() {}

    static String of(Draws draw, String type) {
        String kind =
                InventedEntities.isPerson(type)
                        ? "person"
                        : switch (type) {
                            case "organisation", "company", "group", "team", "club" -> "group";
                            case "room", "place", "building", "city" -> "place";
                            case "pet" -> "pet";
                            default -> "thing";
                        };
        return CommonWords.filled(draw, "fact-" + kind);
    }

    static String lower(String fact) {
        return fact.length() > 1 && Character.isUpperCase(fact.charAt(1))
                ? fact
                : fact.substring(0, 1).toLowerCase(Locale.ROOT) + fact.substring(1);
    }

    /// {@return a word of the fact that says what it is about}
    static String keyword(Draws draw, String fact) {
        List<String> words =
                Stream.of(fact.split(" "))
                        .filter(word -> word.length() > 2)
                        .filter(word -> !SMALL_WORDS.contains(word.toLowerCase(Locale.ROOT)))
                        .toList();
        return words.isEmpty() ? fact : draw.chance(0.7) ? words.getLast() : draw.pick(words);
    }
}
