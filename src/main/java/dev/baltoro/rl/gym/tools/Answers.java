package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.WordAnswer;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/// What the last turn has to say.
public final class Answers {
    private static final Pattern DENIAL =
            Pattern.compile(
                    "(?i)\\b(?:no|not|none|nothing|never|cannot|unknown|missing|failed)\\b|n't\\b");

    /// Other words that say why something was not done.
    private static final Pattern REPORT =
            Pattern.compile(
                    DENIAL.pattern()
                            + "|(?i)\\b(?:already|taken|busy|full|unable|impossible|sold out)\\b");

    private Answers() {}

    /// Something that neither denies nor asks: the work is done, and that it is shows in the state.
    public static final Check DONE =
            answer -> {
                boolean denies = DENIAL.matcher(answer).find();
                boolean asks = answer.contains("?");
                return Verdict.of(
                        !denies && !asks, denies ? "it denies" : asks ? "it asks" : "right");
            };

    /// Words alone.
    public static final Check WITHOUT_NUMBERS =
            answer -> {
                boolean number = answer.chars().anyMatch(Character::isDigit);
                return Verdict.of(!number, number ? "it invents a number" : "right");
            };

    /// {@return a check that the answer names a thing}
    public static Check naming(String thing) {
        return answer -> {
            boolean named = WordAnswer.mentions(answer, thing);
            return Verdict.of(named, named ? "right" : "it does not name " + thing);
        };
    }

    /// {@return a check that the answer names some of the candidates and no others, and denies
    /// nothing}
    public static Check exactly(Collection<String> things, Collection<String> candidates) {
        return answer -> {
            if (DENIAL.matcher(answer).find()) {
                return Verdict.of(false, "it denies");
            }
            for (String thing : things) {
                if (!WordAnswer.mentions(answer, thing)) {
                    return Verdict.of(false, "it does not name " + thing);
                }
            }
            for (String other : candidates) {
                if (!things.contains(other) && WordAnswer.mentions(answer, other)) {
                    return Verdict.of(false, "it names " + other);
                }
            }
            return Verdict.of(true, "right");
        };
    }

    /// {@return a check that the answer says that something could not be done, and of what it
    /// speaks, but gives none of the values that would be an answer}
    public static Check reporting(Collection<String> things, Collection<String> values) {
        return answer -> {
            if (!REPORT.matcher(answer).find()) {
                return Verdict.of(false, "it does not say what is wrong");
            }
            if (values.stream().anyMatch(one -> WordAnswer.mentions(answer, one))) {
                return Verdict.of(false, "it invents an answer");
            }
            boolean named = things.stream().anyMatch(one -> WordAnswer.mentions(answer, one));
            return Verdict.of(named, named ? "right" : "it names none of " + things);
        };
    }

    /// {@return a check that all of them pass}
    public static Check all(Check... checks) {
        return answer ->
                Arrays.stream(checks)
                        .map(check -> check.of(answer))
                        .filter(verdict -> !verdict.success())
                        .findFirst()
                        .orElse(Verdict.of(true, "right"));
    }
}
