package dev.baltoro.rl.gym.mathematics;

import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Arithmetic on whole numbers. Steps may be written down and are not judged: the number that an
/// answer ends with counts.
///
/// Difficulty 1: sums and differences of numbers up to 50 and 20; 2 to 4: up to 99, 999 and 9,999.
/// Products of numbers up to 20, 50, 99 and 999 with one up to 10. Chance: answers spread over some
/// seventy numbers at difficulty 1, so a guess among those seen is right about 2 % of the time.
public final class Arithmetic {
    private static final int DIFFICULTY_MAX = 4;

    private static final Phrasings SUM =
            new Phrasings(
                    List.of(
                            "What is {a} + {b}?",
                            "{a} + {b} = ?",
                            "Add {a} and {b}.",
                            "How much is {a} + {b}?"),
                    List.of("Tell me {a} + {b}.", "What do you get when you add {b} to {a}?"));
    private static final Phrasings DIFFERENCE =
            new Phrasings(
                    List.of(
                            "What is {a} - {b}?",
                            "{a} - {b} = ?",
                            "Subtract {b} from {a}.",
                            "How much is {a} - {b}?"),
                    List.of("Tell me {a} - {b}.", "What is left when you take {b} from {a}?"));
    private static final Phrasings PRODUCT =
            new Phrasings(
                    List.of(
                            "What is {a} * {b}?",
                            "{a} * {b} = ?",
                            "Multiply {a} by {b}.",
                            "How much is {a} * {b}?"),
                    List.of("Tell me {a} * {b}.", "What do you get when you multiply {b} by {a}?"));
    private static final Phrasings SUM_AND_DIFFERENCE =
            new Phrasings(
                    List.of(
                            "What is {a} + {b} - {c}?",
                            "{a} + {b} - {c} = ?",
                            "Add {a} and {b}, then subtract {c}.",
                            "How much is {a} + {b} - {c}?"),
                    List.of("Tell me {a} + {b} - {c}."));

    private Arithmetic() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "arithmetic",
                "mathematics",
                "add, subtract and multiply whole numbers",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(
                        new QuestionKind("sum", Arithmetic::sum),
                        new QuestionKind("difference", Arithmetic::difference),
                        new QuestionKind("product", Arithmetic::product)),
                List.of(new QuestionKind("sum-and-difference", Arithmetic::sumAndDifference)));
    }

    private static Question sum(SplittableRandom random, int difficulty) {
        int a = random.nextInt(1, largest(difficulty) + 1);
        int b = random.nextInt(1, second(difficulty) + 1);
        String key = Math.min(a, b) + "+" + Math.max(a, b);
        return question(key, SUM, slots(a, b), a + b, ColumnSteps.add(a, b));
    }

    private static Question difference(SplittableRandom random, int difficulty) {
        int a = random.nextInt(2, largest(difficulty) + 1);
        int b = random.nextInt(1, Math.min(a, second(difficulty) + 1));
        return question(a + "-" + b, DIFFERENCE, slots(a, b), a - b, ColumnSteps.subtract(a, b));
    }

    private static Question product(SplittableRandom random, int difficulty) {
        int one = random.nextInt(2, difficulty == 1 ? 21 : largest(difficulty - 1) + 1);
        int other = random.nextInt(2, 11);
        boolean swap = random.nextBoolean();
        int a = swap ? other : one;
        int b = swap ? one : other;
        String key = Math.min(a, b) + "*" + Math.max(a, b);
        return question(key, PRODUCT, slots(a, b), (long) a * b, ColumnSteps.multiply(a, b));
    }

    private static Question sumAndDifference(SplittableRandom random, int difficulty) {
        int a = random.nextInt(1, largest(difficulty) + 1);
        int b = random.nextInt(1, largest(difficulty) + 1);
        int c = random.nextInt(1, a + b);
        Map<String, String> slots =
                Map.of(
                        "a",
                        Integer.toString(a),
                        "b",
                        Integer.toString(b),
                        "c",
                        Integer.toString(c));
        String steps = "%d + %d = %d. %d - %d = %d".formatted(a, b, a + b, a + b, c, a + b - c);
        return question(a + "+" + b + "-" + c, SUM_AND_DIFFERENCE, slots, a + b - c, steps);
    }

    /// The largest number at a difficulty.
    private static int largest(int difficulty) {
        return difficulty == 1 ? 50 : (int) Math.pow(10, difficulty) - 1;
    }

    /// The largest number that is added or subtracted at a difficulty. With fewer pairs at 1, a few
    /// hundred held-out tasks would be the same ones over and over.
    private static int second(int difficulty) {
        return difficulty == 1 ? 20 : largest(difficulty);
    }

    private static Map<String, String> slots(int a, int b) {
        return Map.of("a", Integer.toString(a), "b", Integer.toString(b));
    }

    private static Question question(
            String key, Phrasings phrasings, Map<String, String> slots, long result, String steps) {
        return Question.Checked.of(
                key, phrasings, slots, NumberAnswer.of(result), steps, steps + ".");
    }
}
