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
/// Difficulty 1 to 4: sums of numbers up to 20, 99, 999 and 9,999. Chance: answers spread over some
/// forty numbers at difficulty 1, so a guess among those seen is right about 3 % of the time.
public final class Arithmetic {
    private static final int DIFFICULTY_MAX = 4;

    private Arithmetic() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "arithmetic",
                "mathematics",
                "add, subtract and multiply whole numbers",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(new Sum(), new Subtraction(), new Product()),
                List.of(new SumAndDifference()));
    }

    /// The largest number at a difficulty.
    private static int largest(int difficulty) {
        return difficulty == 1 ? 20 : (int) Math.pow(10, difficulty) - 1;
    }

    private static Question question(
            String key, Map<String, String> slots, long result, String steps) {
        return new Question.Checked(
                key,
                slots,
                NumberAnswer.of(result),
                random -> steps + (random.nextBoolean() ? "" : "."));
    }

    private static Map<String, String> slots(int a, int b) {
        return Map.of("a", Integer.toString(a), "b", Integer.toString(b));
    }

    private record Sum() implements QuestionKind {
        private static final Phrasings PHRASINGS =
                new Phrasings(
                        List.of(
                                "What is {a} + {b}?",
                                "{a} + {b} = ?",
                                "Add {a} and {b}.",
                                "How much is {a} + {b}?"),
                        List.of("Tell me {a} + {b}.", "What do you get when you add {b} to {a}?"));

        @Override
        public String name() {
            return "sum";
        }

        @Override
        public Phrasings phrasings() {
            return PHRASINGS;
        }

        @Override
        public Question draw(SplittableRandom random, int difficulty) {
            int a = random.nextInt(1, largest(difficulty) + 1);
            int b = random.nextInt(1, largest(difficulty) + 1);
            String key = Math.min(a, b) + "+" + Math.max(a, b);
            return question(key, slots(a, b), a + b, ColumnSteps.add(a, b));
        }
    }

    private record Subtraction() implements QuestionKind {
        private static final Phrasings PHRASINGS =
                new Phrasings(
                        List.of(
                                "What is {a} - {b}?",
                                "{a} - {b} = ?",
                                "Subtract {b} from {a}.",
                                "How much is {a} - {b}?"),
                        List.of("Tell me {a} - {b}.", "What is left when you take {b} from {a}?"));

        @Override
        public String name() {
            return "difference";
        }

        @Override
        public Phrasings phrasings() {
            return PHRASINGS;
        }

        @Override
        public Question draw(SplittableRandom random, int difficulty) {
            int a = random.nextInt(2, largest(difficulty) + 1);
            int b = random.nextInt(1, a);
            return question(a + "-" + b, slots(a, b), a - b, ColumnSteps.subtract(a, b));
        }
    }

    private record Product() implements QuestionKind {
        private static final Phrasings PHRASINGS =
                new Phrasings(
                        List.of(
                                "What is {a} * {b}?",
                                "{a} * {b} = ?",
                                "Multiply {a} by {b}.",
                                "How much is {a} * {b}?"),
                        List.of(
                                "Tell me {a} * {b}.",
                                "What do you get when you multiply {b} by {a}?"));

        @Override
        public String name() {
            return "product";
        }

        @Override
        public Phrasings phrasings() {
            return PHRASINGS;
        }

        @Override
        public Question draw(SplittableRandom random, int difficulty) {
            int a = random.nextInt(2, difficulty == 1 ? 11 : largest(difficulty - 1) + 1);
            int b = random.nextInt(2, 11);
            String key = Math.min(a, b) + "*" + Math.max(a, b);
            boolean swap = random.nextBoolean();
            return question(
                    key,
                    swap ? slots(b, a) : slots(a, b),
                    (long) a * b,
                    swap ? ColumnSteps.multiply(b, a) : ColumnSteps.multiply(a, b));
        }
    }

    private record SumAndDifference() implements QuestionKind {
        private static final Phrasings PHRASINGS =
                new Phrasings(
                        List.of(
                                "What is {a} + {b} - {c}?",
                                "{a} + {b} - {c} = ?",
                                "Add {a} and {b}, then subtract {c}.",
                                "How much is {a} + {b} - {c}?"),
                        List.of("Tell me {a} + {b} - {c}."));

        @Override
        public String name() {
            return "sum-and-difference";
        }

        @Override
        public Phrasings phrasings() {
            return PHRASINGS;
        }

        @Override
        public Question draw(SplittableRandom random, int difficulty) {
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
            return question(a + "+" + b + "-" + c, slots, a + b - c, steps);
        }
    }
}
