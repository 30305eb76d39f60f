package dev.baltoro.train.corpus;

import dev.baltoro.data.read.Document;
import java.util.List;
import java.util.Map;

/// How a definition is written: three short layouts, of which each word always gets the same.
final class DefinitionLayout {
    private static final int MAX_EXAMPLE_CHARS = 90;

    /// What inflection may change at a word's end.
    private static final int ENDING_CHARS = 1;

    private static final int MAX_SYNONYMS = 3;

    private DefinitionLayout() {}

    /// @param firstWords the first word of each meaning, by key
    static Document document(Meaning meaning, Map<String, String> firstWords) {
        String word = meaning.words().getFirst();
        String kind = meaning.kind();
        String definition = meaning.definition();
        String head =
                switch (Math.floorMod(word.hashCode(), 4)) {
                    case 0 -> "The %s \"%s\" means: %s.".formatted(kind, word, definition);
                    case 1 ->
                            "Question: What does the %s \"%s\" mean?\nAnswer: %s."
                                    .formatted(kind, word, definition);
                    default -> "%s (%s): %s.".formatted(word, kind, definition);
                };
        return new Document(
                "wordnet:" + meaning.key(),
                head + example(meaning) + synonyms(meaning) + broader(meaning, firstWords));
    }

    /// A short example, if there is one that has the word itself; WordNet's may have a synonym.
    private static String example(Meaning meaning) {
        String word = meaning.words().getFirst();
        String stem = word.substring(0, Math.max(1, word.length() - ENDING_CHARS));
        return meaning.examples().stream()
                .filter(example -> example.length() <= MAX_EXAMPLE_CHARS)
                .filter(example -> example.contains(stem))
                .findFirst()
                .map(" For example: \"%s\"."::formatted)
                .orElse("");
    }

    private static String synonyms(Meaning meaning) {
        List<String> others = meaning.words().stream().skip(1).limit(MAX_SYNONYMS).toList();
        return switch (others.size()) {
            case 0 -> "";
            case 1 -> " Synonym: " + others.getFirst() + ".";
            default -> " Synonyms: " + String.join(", ", others) + ".";
        };
    }

    private static String broader(Meaning meaning, Map<String, String> firstWords) {
        String broader = firstWords.get(meaning.broader());
        if (broader == null) {
            return "";
        }
        return meaning.kind().equals("noun")
                ? " It is a kind of " + broader + "."
                : " It is a way to " + broader + ".";
    }
}
