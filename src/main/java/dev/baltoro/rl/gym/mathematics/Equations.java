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

/// Linear equations in one unknown, which is a whole number from 1. Steps may be written down; the
/// number that an answer ends with counts.
///
/// Difficulty 1 to 4: the unknown goes up to 20, 50, 200 and 999, factors up to 9, 12, 19 and 99.
/// Chance: a guess is right in 1 of 20 at difficulty 1.
public final class Equations {
    private static final int[] LARGEST = {20, 50, 200, 999};
    private static final int[] FACTORS = {9, 12, 19, 99};

    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "Solve {equation}.",
                            "{equation}. What is x?",
                            "Find x: {equation}",
                            "{equation}, x = ?"),
                    List.of("For which x is {equation}?", "Tell me x when {equation}."));

    private Equations() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "equations",
                "mathematics",
                "solve a linear equation",
                "Answer.",
                LARGEST.length,
                List.of(
                        new QuestionKind("plus", Equations::plus),
                        new QuestionKind("minus", Equations::minus),
                        new QuestionKind("times", Equations::times),
                        new QuestionKind("two-step", Equations::twoStep)),
                List.of(new QuestionKind("both-sides", Equations::bothSides)));
    }

    private static Question plus(SplittableRandom random, int difficulty) {
        int x = unknown(random, difficulty);
        int a = unknown(random, difficulty);
        return question(
                "x + %d = %d".formatted(a, x + a), x, "x = %d - %d = %d".formatted(x + a, a, x));
    }

    private static Question minus(SplittableRandom random, int difficulty) {
        int x = unknown(random, difficulty);
        int a = random.nextInt(1, x + 1);
        return question(
                "x - %d = %d".formatted(a, x - a), x, "x = %d + %d = %d".formatted(x - a, a, x));
    }

    private static Question times(SplittableRandom random, int difficulty) {
        int x = unknown(random, difficulty);
        int a = factor(random, difficulty);
        return question(
                "%d * x = %d".formatted(a, a * x), x, "x = %d / %d = %d".formatted(a * x, a, x));
    }

    private static Question twoStep(SplittableRandom random, int difficulty) {
        int x = unknown(random, difficulty);
        int a = factor(random, difficulty);
        int b = unknown(random, difficulty);
        return question(
                "%d * x + %d = %d".formatted(a, b, a * x + b),
                x,
                "%d * x = %d - %d = %d. x = %d / %d = %d"
                        .formatted(a, a * x + b, b, a * x, a * x, a, x));
    }

    private static Question bothSides(SplittableRandom random, int difficulty) {
        int x = unknown(random, difficulty);
        int c = factor(random, difficulty);
        int a = c + factor(random, difficulty);
        int b = unknown(random, difficulty);
        return question(
                "%d * x + %d = %d * x + %d".formatted(a, b, c, (a - c) * x + b),
                x,
                "%d * x = %d. x = %d".formatted(a - c, (a - c) * x, x));
    }

    private static int unknown(SplittableRandom random, int difficulty) {
        return random.nextInt(1, LARGEST[difficulty - 1] + 1);
    }

    private static int factor(SplittableRandom random, int difficulty) {
        return random.nextInt(2, FACTORS[difficulty - 1] + 1);
    }

    private static Question question(String equation, int x, String steps) {
        return Question.Checked.of(
                equation,
                PHRASINGS,
                Map.of("equation", equation, "x", Integer.toString(x)),
                NumberAnswer.of(x),
                steps,
                steps + ".");
    }
}
