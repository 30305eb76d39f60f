package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Words that mean a value which is written otherwise: `twenty`, `knots`, `Tokyo`. Learned from
/// requests: words belong to a value if requests that have them mostly have it too.
///
/// @param meanings the values, by the words in lower case with one space between
record WordMeanings(Map<String, JsonNode> meanings) {
    private static final int WORDS_MAX = 4;
    private static final int LEAST = 4;
    private static final double SHARE = 0.6;

    static final WordMeanings EMPTY = new WordMeanings(Map.of());

    WordMeanings {
        meanings = Map.copyOf(meanings);
    }

    /// {@return what words mean, or what one or several of the same mean: `kilogram`, `kilograms`}
    Optional<JsonNode> meaning(String words) {
        String plain = plain(words);
        return Optional.ofNullable(meanings.get(plain))
                .or(() ->
                        Optional.ofNullable(
                                meanings.get(
                                        plain.endsWith("s")
                                                ? plain.substring(0, plain.length() - 1)
                                                : plain + "s")));
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT).strip().replaceAll("[\\s-]+", " ");
    }

    /// Counts which words and values come together.
    static final class Counts {
        private final Map<String, Map<JsonNode, Integer>> together = new HashMap<>();
        private final Map<String, Integer> requests = new HashMap<>();

        /// Takes in a request.
        ///
        /// @param values that are not written in it
        void add(ReadText read, Set<JsonNode> values) {
            for (String gram : grams(read)) {
                requests.merge(gram, 1, Integer::sum);
                if (!values.isEmpty()) {
                    Map<JsonNode, Integer> counts =
                            together.computeIfAbsent(gram, _ -> new HashMap<>(2));
                    values.forEach(value -> counts.merge(value, 1, Integer::sum));
                }
            }
        }

        private static Set<String> grams(ReadText read) {
            List<Word> words = read.words();
            Set<String> grams = new HashSet<>();
            for (int i = 0; i < words.size(); i++) {
                for (int j = i; j < Math.min(words.size(), i + WORDS_MAX); j++) {
                    if (words.get(j).part() != Word.Part.REQUEST || !hasLetters(words.get(i))) {
                        break;
                    }
                    if (hasLetters(words.get(j))) {
                        grams.add(
                                plain(
                                        read.text()
                                                .substring(
                                                        words.get(i).start(), words.get(j).end())));
                    }
                }
            }
            return grams;
        }

        private static boolean hasLetters(Word word) {
            return word.text().codePoints().anyMatch(Character::isLetter);
        }

        WordMeanings lexicon() {
            Map<String, JsonNode> meanings = new HashMap<>();
            List<String> grams = new ArrayList<>(together.keySet());
            grams.sort(Comparator.comparingInt(String::length));
            for (String gram : grams) {
                int all = requests.getOrDefault(gram, 0);
                together.getOrDefault(gram, Map.of())
                        .forEach((value, count) -> {
                            boolean mostly = count >= LEAST && count >= SHARE * all;
                            if (mostly && !isLonger(gram, value, meanings)) {
                                meanings.put(gram, value);
                            }
                        });
            }
            for (JsonNode value : List.copyOf(meanings.values())) {
                if (value.isString()) {
                    meanings.putIfAbsent(plain(value.asString()), value); // `kg` itself
                }
            }
            return new WordMeanings(meanings);
        }

        /// {@return whether a part of the words means the value already}
        private static boolean isLonger(
                String gram, JsonNode value, Map<String, JsonNode> meanings) {
            String[] words = gram.split(" ");
            for (int i = 0; i < words.length; i++) {
                for (int j = i + 1; j <= words.length; j++) {
                    String part = String.join(" ", Arrays.asList(words).subList(i, j));
                    if (!part.equals(gram) && value.equals(meanings.get(part))) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
