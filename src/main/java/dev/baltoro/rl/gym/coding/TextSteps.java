package dev.baltoro.rl.gym.coding;

import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/// Functions of a word.
final class TextSteps implements FunctionKind {
    /// Long enough for three steps that shorten it.
    private static final int INPUT_LETTERS_MIN = 6;

    private static final int KEPT_MAX = 3;
    private static final int REPEATED_MAX = 4;
    private static final String LETTERS = "abcdeilnorst";

    private static final List<String> INPUTS =
            Stream.of(Words.OBJECTS, Words.PLACES, Words.ADJECTIVES, Words.COLORS, Words.VERBS)
                    .flatMap(List::stream)
                    .filter(word -> word.length() >= INPUT_LETTERS_MIN)
                    .toList();

    private static final List<FunctionStep> PLAIN =
            List.of(
                    step(
                            "reverse it",
                            "x[::-1]",
                            "new StringBuilder(x).reverse().toString()",
                            x -> new StringBuilder(x).reverse().toString()),
                    step(
                            "make it upper case",
                            "x.upper()",
                            "x.toUpperCase()",
                            x -> x.toUpperCase(Locale.ROOT)),
                    step("drop the first letter", "x[1:]", "x.substring(1)", x -> x.substring(1)),
                    step(
                            "drop the last letter",
                            "x[:-1]",
                            "x.substring(0, x.length() - 1)",
                            x -> x.substring(0, x.length() - 1)));

    @Override
    public String name() {
        return "words";
    }

    @Override
    public List<Type> arguments() {
        return List.of(Type.TEXT);
    }

    @Override
    public FunctionStep step(SplittableRandom random, boolean first, boolean last) {
        if (last && random.nextInt(4) == 0) {
            return number(random);
        }
        String word = Words.pick(random, Words.OBJECTS);
        char from = letter(random);
        char to = letter(random);
        int k = random.nextInt(1, KEPT_MAX + 1);
        int times = random.nextInt(2, REPEATED_MAX + 1);
        return switch (random.nextInt(7)) {
            case 0 -> quoted("put \"%s\" at the end", "x + \"%s\"", word, x -> x + word);
            case 1 -> quoted("put \"%s\" in front", "\"%s\" + x", word, x -> word + x);
            case 2 ->
                    step(
                            "keep the first " + (k == 1 ? "letter" : k + " letters"),
                            "x[:%d]".formatted(k),
                            "x.substring(0, %d)".formatted(k),
                            x -> x.substring(0, k));
            case 3 -> {
                String call = "x.replace(\"%s\", \"%s\")".formatted(from, to);
                yield step(
                        "replace \"%s\" by \"%s\"".formatted(from, to),
                        call,
                        call,
                        x -> x.replace(from, to));
            }
            case 4 ->
                    step(
                            "repeat it %d times".formatted(times),
                            "x * " + times,
                            "x.repeat(%d)".formatted(times),
                            x -> x.repeat(times));
            default -> Words.pick(random, PLAIN);
        };
    }

    private static FunctionStep number(SplittableRandom random) {
        char letter = letter(random);
        return random.nextInt(4) == 0
                ? count("count its letters", "len(x)", "x.length()", x -> (long) x.length())
                : count(
                        "count the letter \"%s\"".formatted(letter),
                        "x.count(\"%s\")".formatted(letter),
                        "(int) x.chars().filter(c -> c == '%s').count()".formatted(letter),
                        x -> x.chars().filter(c -> c == letter).count());
    }

    private static char letter(SplittableRandom random) {
        return LETTERS.charAt(random.nextInt(LETTERS.length()));
    }

    private static FunctionStep quoted(
            String words, String code, String word, Function<String, String> does) {
        String filled = code.formatted(word);
        return step(words.formatted(word), filled, filled, does);
    }

    private static FunctionStep step(
            String words, String python, String java, Function<String, String> does) {
        return new FunctionStep(words, python, java, Type.TEXT, x -> does.apply((String) x));
    }

    private static FunctionStep count(
            String words, String python, String java, Function<String, Long> does) {
        return new FunctionStep(words, python, java, Type.NUMBER, x -> does.apply((String) x));
    }

    @Override
    public List<Object> input(SplittableRandom random) {
        return List.of(Words.pick(random, INPUTS));
    }
}
