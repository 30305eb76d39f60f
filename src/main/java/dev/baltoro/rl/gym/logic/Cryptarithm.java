package dev.baltoro.rl.gym.logic;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Cryptarithms: each letter stands for a digit, different letters for different digits; some are
/// given, the others follow. An answer states every other letter once, as in `A = 3`.
///
/// Difficulty 1 to 4: terms of 1, 2, 2 and 3 digits with 1, 2, 3 and 4 letters to be found. The new
/// kind multiplies. Chance: 1 in 9 at difficulty 1, since a letter never stands for one of the
/// given digits.
public final class Cryptarithm {
    private static final int[] DIGITS = {1, 2, 2, 3};
    private static final List<String> LETTERS =
            List.of("A", "B", "C", "D", "E", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T");
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "{sum}. {given} What is {unknown}?",
                            "{given} {sum}. What is {unknown}?",
                            "{sum}. {given} Find {unknown}.",
                            "Letters are digits. {sum}. {given} What is {unknown}?"),
                    List.of(
                            "Which digits are behind {unknown}? {given} {sum}.",
                            "{given} {sum}. Tell me {unknown}."));

    private Cryptarithm() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "cryptarithm",
                "logic",
                "find the digits that letters stand for",
                "Answer.",
                DIGITS.length,
                List.of(
                        new QuestionKind("sum", (random, level) -> draw(random, level, '+')),
                        new QuestionKind(
                                "difference", (random, level) -> draw(random, level, '-'))),
                List.of(new QuestionKind("product", (random, level) -> draw(random, level, '*'))));
    }

    private static Question draw(SplittableRandom random, int difficulty, char sign) {
        int largest = (int) Math.pow(10, DIGITS[difficulty - 1]);
        while (true) {
            int a = random.nextInt(largest / 10, largest);
            int b = random.nextInt(1, sign == '*' ? 10 : largest);
            long c = compute(a, sign, b);
            if (a == 0 || c <= 0) {
                continue;
            }
            Map<Character, String> letters = letters(random, "" + a + b + c);
            if (letters.size() <= difficulty) {
                continue;
            }
            Puzzle puzzle =
                    Puzzle.of(random, List.of((long) a, (long) b, c), sign, letters, difficulty);
            if (puzzle.isUnique()) {
                return puzzle.question();
            }
        }
    }

    private static long compute(long a, char sign, long b) {
        return switch (sign) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            default -> throw new IllegalArgumentException("no sign: " + sign);
        };
    }

    /// Gives each digit of a text a letter.
    private static Map<Character, String> letters(SplittableRandom random, String digits) {
        List<Character> different =
                digits.chars().distinct().mapToObj(digit -> (char) digit).toList();
        List<String> chosen = Words.several(random, LETTERS, different.size());
        Map<Character, String> letters = new HashMap<>();
        for (int i = 0; i < different.size(); i++) {
            letters.put(different.get(i), chosen.get(i));
        }
        return letters;
    }

    /// @param terms the two terms and the result, in letters
    /// @param given the letters whose digits are told
    /// @param unknown the letters to be found
    private record Puzzle(
            List<String> terms,
            char sign,
            TreeMap<String, Integer> given,
            TreeMap<String, Integer> unknown) {
        static Puzzle of(
                SplittableRandom random,
                List<Long> numbers,
                char sign,
                Map<Character, String> letters,
                int open) {
            List<String> terms =
                    numbers.stream()
                            .map(number ->
                                    number.toString()
                                            .chars()
                                            .mapToObj(digit ->
                                                    String.valueOf(letters.get((char) digit)))
                                            .collect(Collectors.joining()))
                            .toList();
            TreeMap<String, Integer> given = new TreeMap<>();
            letters.forEach((digit, letter) -> given.put(letter, digit - '0'));
            TreeMap<String, Integer> unknown = new TreeMap<>();
            for (String letter : Words.several(random, List.copyOf(given.keySet()), open)) {
                unknown.put(letter, given.get(letter));
                given.remove(letter);
            }
            return new Puzzle(terms, sign, given, unknown);
        }

        boolean isUnique() {
            int[] digits = new int['Z' + 1];
            boolean[] used = new boolean[10];
            given.forEach((letter, digit) -> {
                digits[letter.charAt(0)] = digit;
                used[digit] = true;
            });
            return count(digits, used, String.join("", unknown.keySet()), 0) == 1;
        }

        private int count(int[] digits, boolean[] used, String open, int at) {
            if (at == open.length()) {
                return holds(digits) ? 1 : 0;
            }
            int found = 0;
            for (int digit = 0; digit <= 9 && found < 2; digit++) {
                if (!used[digit]) {
                    used[digit] = true;
                    digits[open.charAt(at)] = digit;
                    found += count(digits, used, open, at + 1);
                    used[digit] = false;
                }
            }
            return found;
        }

        private boolean holds(int[] digits) {
            long first = value(terms.get(0), digits);
            long second = value(terms.get(1), digits);
            long result = value(terms.get(2), digits);
            return first >= 0 && second >= 0 && compute(first, sign, second) == result;
        }

        /// A term's value, -1 if it begins with a zero.
        private static long value(String term, int[] digits) {
            long value = 0;
            for (int i = 0; i < term.length(); i++) {
                value = value * 10 + digits[term.charAt(i)];
            }
            return term.length() > 1 && digits[term.charAt(0)] == 0 ? -1 : value;
        }

        Question question() {
            String sum = "%s %c %s = %s".formatted(terms.get(0), sign, terms.get(1), terms.get(2));
            String told =
                    given.entrySet().stream()
                            .map(one -> one.getKey() + " = " + one.getValue() + ".")
                            .collect(Collectors.joining(" "));
            String found =
                    unknown.entrySet().stream()
                            .map(one -> one.getKey() + " = " + one.getValue())
                            .collect(Collectors.joining(", "));
            return Question.Checked.of(
                    sum + told,
                    PHRASINGS,
                    Map.of(
                            "sum", sum,
                            "given", told,
                            "unknown", String.join(", ", unknown.keySet()),
                            "found", found),
                    new Stated(given, unknown),
                    "{found}",
                    "{found}.");
        }
    }

    /// Whether an answer states the unknown letters, each once, and no letter wrongly.
    record Stated(Map<String, Integer> given, Map<String, Integer> unknown) implements Check {
        private static final Pattern STATED =
                Pattern.compile("(?<![A-Za-z])([A-Z])\\s*(?:=|is)\\s*(\\d+)(?!\\d)");

        @Override
        public Verdict of(String answer) {
            List<String> stated = new ArrayList<>();
            for (MatchResult found : STATED.matcher(answer).results().toList()) {
                String letter = found.group(1);
                String right =
                        String.valueOf(
                                unknown.getOrDefault(letter, given.getOrDefault(letter, -1)));
                if (!found.group(2).equals(right)) {
                    return Verdict.of(false, letter + " is wrong");
                }
                stated.add(letter);
            }
            boolean right =
                    stated.containsAll(unknown.keySet())
                            && stated.size() == stated.stream().distinct().count();
            return Verdict.of(right, right ? "right" : "it does not state every letter once");
        }
    }
}
