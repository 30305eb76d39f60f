package dev.baltoro.rl.gym.mathematics;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The game of 24: make a number of others, each used once. The last line of an answer is the
/// expression, with or without `= 24` behind it; it is evaluated exactly.
///
/// Difficulty 1: two numbers and what one operation makes of them. 2: three numbers. 3: four
/// numbers and 24. 4: four numbers and any target up to 100. The new kind forbids `*`. Chance: the
/// right operation of four at difficulty 1, about 1 in 4; next to nothing from 3 on.
public final class TwentyFour {
    private static final int DIFFICULTY_MAX = 4;
    private static final int LARGEST = 13;
    private static final int TARGET_MAX = 100;
    private static final int CLASSIC = 24;

    private static final Phrasings REACH =
            new Phrasings(
                    List.of(
                            "Make {target} from {numbers}.",
                            "Use {numbers} to make {target}.",
                            "{numbers}: make {target}.",
                            "Use each of {numbers} once. The result is {target}."),
                    List.of("Get {target} out of {numbers}.", "How do {numbers} make {target}?"));
    private static final Phrasings WITHOUT_TIMES =
            new Phrasings(
                    List.of(
                            "Make {target} from {numbers} without *.",
                            "{numbers}: make {target}, no *."),
                    List.of("Get {target} out of {numbers}. Do not use *."));

    private TwentyFour() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "twenty-four",
                "mathematics",
                "make a number of others, each used once",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(
                        new QuestionKind(
                                "reach", (random, level) -> draw(random, level, REACH, "+-*/"))),
                List.of(
                        new QuestionKind(
                                "reach-without-times",
                                (random, level) -> draw(random, level, WITHOUT_TIMES, "+-/"))));
    }

    private static Question draw(
            SplittableRandom random, int difficulty, Phrasings phrasings, String signs) {
        while (true) {
            int count = Math.min(difficulty + 1, 4);
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                numbers.add(random.nextInt(1, LARGEST + 1));
            }
            Map<Integer, String> reached = ReachSearch.reach(numbers, signs, TARGET_MAX);
            Optional<Integer> target = target(random, difficulty, reached);
            if (target.isPresent()) {
                return question(phrasings, numbers, target.get(), signs, reached);
            }
        }
    }

    private static Optional<Integer> target(
            SplittableRandom random, int difficulty, Map<Integer, String> reached) {
        if (difficulty == 3) {
            return reached.containsKey(CLASSIC) ? Optional.of(CLASSIC) : Optional.empty();
        }
        return reached.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.pick(random, List.copyOf(reached.keySet())));
    }

    private static Question question(
            Phrasings phrasings,
            List<Integer> numbers,
            int target,
            String signs,
            Map<Integer, String> reached) {
        String told = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String key = numbers.stream().sorted().toList() + "=" + target;
        String expression = String.valueOf(reached.get(target));
        return Question.Checked.of(
                key,
                phrasings,
                Map.of("numbers", told, "target", Integer.toString(target)),
                new Reached(numbers, target, signs),
                expression + " = " + target,
                expression);
    }

    /// Whether the last line makes the target of exactly these numbers.
    ///
    /// Partial credit `format`: the last line is an expression.
    ///
    /// @param numbers to be used, each once
    /// @param signs those allowed
    record Reached(List<Integer> numbers, int target, String signs) implements Check {
        private static final Pattern LEAD = Pattern.compile("^[\\p{L}\\s:,']*");
        private static final Pattern END = Pattern.compile("[.!\\s]+$");

        @Override
        public Verdict of(String answer) {
            String line =
                    answer.lines().filter(one -> !one.isBlank()).reduce("", (_, last) -> last);
            String[] sides =
                    LEAD.matcher(END.matcher(line).replaceAll("")).replaceFirst("").split("=", -1);
            Optional<Expression> left = Expression.read(sides[0]);
            if (left.isEmpty() || sides.length > 2) {
                return verdict(false, 0, "the last line is not one expression");
            }
            if (sides.length == 2 && !sides[1].strip().equals(Integer.toString(target))) {
                return verdict(false, 1, "it says that it makes something else");
            }
            Expression made = left.get();
            if (!made.numbers().stream()
                    .sorted()
                    .toList()
                    .equals(numbers.stream().sorted().toList())) {
                return verdict(false, 1, "it does not use each number once");
            }
            if (!made.signs().chars().allMatch(sign -> signs.indexOf(sign) >= 0)) {
                return verdict(false, 1, "it uses an operation that is forbidden");
            }
            boolean right = made.value().equals(Fraction.of(target));
            return verdict(right, 1, right ? "right" : "it makes another number");
        }

        private static Verdict verdict(boolean success, double format, String reason) {
            return Verdict.of(success, reason).with(Map.of("format", format));
        }
    }
}
