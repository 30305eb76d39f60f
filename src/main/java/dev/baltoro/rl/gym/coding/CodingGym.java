package dev.baltoro.rl.gym.coding;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.OutsideGym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Small functions to write, of numbers, words and lists; functions of two numbers are the kind
/// that training never has.
///
/// Difficulty 1 to 3: so many steps. Which functions are held out is a property of the function,
/// whatever examples a prompt shows. Chance: an answer that is no function never succeeds, and a
/// function that gives always the same, gives back what it is given, or knows the shown examples
/// alone fails on the calls that are not shown.
public final class CodingGym {
    private static final int DIFFICULTY_MAX = 3;

    /// Calls that an answer is judged by.
    static final int HIDDEN = 16;

    /// Results that these calls have at least, so that no constant is nearly right.
    private static final int RESULTS_MIN = 3;

    private static final int DRAWS_MAX = 10_000;

    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "Write {signature}: {does}. For example, {example}.",
                            "Define {signature}: {does}. Example: {example}.",
                            "Function {signature}: {does}. {example}.",
                            "Write {signature}: {does}. So {example}."),
                    List.of(
                            "I need a function {signature}. It should {does}, so that {example}.",
                            "Can you code {signature} for me? Take the argument and {does}. Test: {example}."));

    private CodingGym() {}

    /// {@return a gym for each language that a sandbox runs}
    public static List<Gym> all(Sandbox sandbox) {
        return Stream.of(Language.values())
                .filter(sandbox.languages()::contains)
                .<Gym>map(language ->
                        new OutsideGym(gym(language, sandbox), () -> sandbox.missing(language)))
                .toList();
    }

    /// {@return the gym of a language}
    ///
    /// @param sandbox where answers are run
    public static Gym gym(Language language, Sandbox sandbox) {
        String word = language.name().toLowerCase(Locale.ROOT);
        String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        return new QuestionGym(
                word + "-functions",
                "coding",
                "write small functions in " + title,
                "Answer in " + title + ".",
                DIFFICULTY_MAX,
                Stream.of(new NumberSteps(), new TextSteps(), new ListSteps())
                        .map(kind -> kind(kind, language, sandbox))
                        .toList(),
                List.of(kind(new PairSteps(), language, sandbox)));
    }

    private static QuestionKind kind(FunctionKind kind, Language language, Sandbox sandbox) {
        return new QuestionKind(
                kind.name(),
                (random, difficulty) -> question(kind, language, sandbox, random, difficulty));
    }

    private static Question question(
            FunctionKind kind,
            Language language,
            Sandbox sandbox,
            SplittableRandom random,
            int difficulty) {
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            FunctionTask task = FunctionTask.draw(kind, random, difficulty);
            List<Call> calls = task.calls(random, HIDDEN + difficulty);
            if (calls.size() == HIDDEN + difficulty) {
                List<Call> shown = calls.subList(0, difficulty);
                List<Call> hidden = calls.subList(difficulty, calls.size());
                if (task.isToldBy(hidden, RESULTS_MIN)) {
                    return question(task, language, sandbox, shown, hidden);
                }
            }
        }
        throw new IllegalStateException(
                "none of %d functions of %s can be told from simpler ones"
                        .formatted(DRAWS_MAX, kind.name()));
    }

    private static Question question(
            FunctionTask task,
            Language language,
            Sandbox sandbox,
            List<Call> shown,
            List<Call> hidden) {
        return new Question.Checked(
                task.words(),
                PHRASINGS,
                Map.of(
                        "signature",
                        task.signature(language),
                        "does",
                        task.words(),
                        "example",
                        shown.stream().map(CodingGym::shown).collect(Collectors.joining(", "))),
                new FunctionCheck(sandbox, language, task, hidden),
                chance -> task.solution(language, chance));
    }

    /// {@return a call and its result as a prompt shows them, such as `f([1, 2]) = 3`}
    private static String shown(Call call) {
        return call.arguments().stream()
                        .map(CodingGym::value)
                        .collect(Collectors.joining(", ", "f(", ")"))
                + " = "
                + value(call.result());
    }

    private static String value(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(CodingGym::value).collect(Collectors.joining(", ", "[", "]"))
                : Harness.json(value);
    }
}
