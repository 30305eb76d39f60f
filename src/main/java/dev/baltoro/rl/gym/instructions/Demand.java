package dev.baltoro.rl.gym.instructions;

import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A demand on a sentence, made so that a given sentence meets it.
///
/// @param type a word for reports
/// @param phrasings the ways to ask for it
/// @param slots what fills them
/// @param holds whether an answer meets it
/// @param shape makes the given sentence meet it, whatever else it meets
record Demand(
        String type,
        Phrasings phrasings,
        Map<String, String> slots,
        Predicate<Response> holds,
        UnaryOperator<String> shape) {
    /// Letters that are hard to do without.
    private static final List<String> LETTERS = List.of("a", "e", "i", "n", "o", "r", "t");

    private static final Phrasings KEYWORD =
            new Phrasings(
                    List.of("Use the word {word}.", "It has the word {word}.", "Say {word} in it."),
                    List.of("Do not leave out the word {word}."));
    private static final Phrasings LENGTH =
            new Phrasings(
                    List.of(
                            "Use exactly {count} words.",
                            "It has {count} words.",
                            "{count} words."),
                    List.of("It must be {count} words long."));
    private static final Phrasings CAPITALS =
            new Phrasings(
                    List.of("Use capitals only.", "All in capitals.", "Write it in capitals."),
                    List.of("Every letter is a capital."));
    private static final Phrasings SMALL =
            new Phrasings(
                    List.of(
                            "Use no capitals.",
                            "All without capitals.",
                            "Write it without capitals."),
                    List.of("No letter is a capital."));
    private static final Phrasings FIRST =
            new Phrasings(
                    List.of(
                            "Begin with {word}.",
                            "The first word is {word}.",
                            "Start with {word}."),
                    List.of("Let {word} be the first word."));
    private static final Phrasings LAST =
            new Phrasings(
                    List.of("End with {word}.", "The last word is {word}.", "Stop with {word}."),
                    List.of("Let {word} be the last word."));
    private static final Phrasings ORDER =
            new Phrasings(
                    List.of(
                            "Use {first} before {second}.",
                            "First {first}, later {second}.",
                            "Say {first} and then {second}."),
                    List.of("Say {second} only after {first}."));
    private static final Phrasings LETTER =
            new Phrasings(
                    List.of("Do not use the letter {letter}.", "Use no {letter}."),
                    List.of("Leave out the letter {letter}."));

    static Demand keyword(Sentence sentence, SplittableRandom random) {
        String word = Words.pick(random, sentence.content());
        return plain(
                "keyword", KEYWORD, Map.of("word", word), answer -> answer.words().contains(word));
    }

    static Demand length(Sentence sentence, SplittableRandom random) {
        int count = sentence.words().size();
        return plain(
                "length",
                LENGTH,
                Map.of("count", Integer.toString(count)),
                answer -> answer.words().size() == count);
    }

    static Demand casing(Sentence sentence, SplittableRandom random) {
        UnaryOperator<String> shape =
                random.nextBoolean()
                        ? text -> text.toUpperCase(Locale.ROOT)
                        : text -> text.toLowerCase(Locale.ROOT);
        boolean capitals = shape.apply("a").equals("A");
        return new Demand(
                "casing",
                capitals ? CAPITALS : SMALL,
                Map.of(),
                answer -> answer.text().equals(shape.apply(answer.text())),
                shape);
    }

    static Demand edge(Sentence sentence, SplittableRandom random) {
        boolean first = random.nextBoolean();
        String word = first ? sentence.words().getFirst() : sentence.words().getLast();
        String lower = word.toLowerCase(Locale.ROOT);
        return plain(
                "edge",
                first ? FIRST : LAST,
                Map.of("word", word),
                answer ->
                        lower.equals(first ? answer.words().getFirst() : answer.words().getLast()));
    }

    static Demand order(Sentence sentence, SplittableRandom random) {
        String first = sentence.words().getFirst();
        String second = Words.pick(random, sentence.content());
        String lower = first.toLowerCase(Locale.ROOT);
        return plain(
                "order",
                ORDER,
                Map.of("first", first, "second", second),
                answer ->
                        answer.words().contains(lower)
                                && answer.words().indexOf(second)
                                        > answer.words().lastIndexOf(lower));
    }

    /// A letter that the sentence is without.
    ///
    /// @param sentence with a letter that [#lettersFree] names
    static Demand letter(Sentence sentence, SplittableRandom random) {
        String letter = Words.pick(random, lettersFree(sentence));
        return plain(
                "letter",
                LETTER,
                Map.of("letter", letter),
                answer -> !answer.text().toLowerCase(Locale.ROOT).contains(letter));
    }

    /// {@return the letters, of those that are hard to do without, that a sentence is without}
    static List<String> lettersFree(Sentence sentence) {
        String text = sentence.text().toLowerCase(Locale.ROOT);
        return LETTERS.stream().filter(letter -> !text.contains(letter)).toList();
    }

    private static Demand plain(
            String type,
            Phrasings phrasings,
            Map<String, String> slots,
            Predicate<Response> holds) {
        return new Demand(type, phrasings, slots, holds, UnaryOperator.identity());
    }
}
