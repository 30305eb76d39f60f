package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.WordAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What the last turn has to say.
final class Answers {
    private static final Pattern DENIAL =
            Pattern.compile(
                    "(?i)\\b(?:no|not|none|nothing|never|cannot|unknown|missing|failed)\\b|n't\\b");

    private Answers() {}

    /// Something that neither denies nor asks: the work is done, and that it is shows in the state.
    static final Check DONE =
            answer -> {
                boolean denies = DENIAL.matcher(answer).find();
                boolean asks = answer.contains("?");
                return Verdict.of(
                        !denies && !asks, denies ? "it denies" : asks ? "it asks" : "done");
            };

    /// {@return a check that the answer names a thing}
    static Check naming(String thing) {
        return answer -> {
            boolean named = WordAnswer.mentions(answer, thing);
            return Verdict.of(named, named ? "right" : "it does not name " + thing);
        };
    }

    /// {@return a check that the answer says that something is not so, and of what it speaks, but
    /// gives none of the values that would be an answer}
    static Check reporting(String thing, List<String> values) {
        return answer -> {
            if (!DENIAL.matcher(answer).find()) {
                return Verdict.of(false, "it does not say what is wrong");
            }
            boolean invents = values.stream().anyMatch(one -> WordAnswer.mentions(answer, one));
            return invents ? Verdict.of(false, "it invents an answer") : naming(thing).of(answer);
        };
    }

    /// {@return a check that all of them pass}
    static Check all(Check... checks) {
        return answer ->
                Arrays.stream(checks)
                        .map(check -> check.of(answer))
                        .filter(verdict -> !verdict.success())
                        .findFirst()
                        .orElse(Verdict.of(true, "right"));
    }
}
