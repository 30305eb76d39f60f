package dev.baltoro.rl.gym.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Outcome;
import dev.baltoro.agent.sandbox.Program;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.sandbox.SandboxException;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.agent.sandbox.SandboxPool;
import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.GymCheck;
import dev.baltoro.rl.gym.standard.Gyms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Functions to write, and what is paid for. Seed 20260101.
class CodingGymsTest {
    private static final long SEED = 20260101;
    private static SandboxPool sandbox;

    /// Runs nothing: what gyms promise without running an answer is tested everywhere.
    private static final Sandbox NOTHING =
            new Sandbox() {
                @Override
                public Set<Language> languages() {
                    return Set.of(Language.values());
                }

                @Override
                public Outcome run(Program program) {
                    return new Outcome.Unavailable("nothing is run here");
                }
            };

    /// Runs Java alone.
    private static final Sandbox JAVA_ONLY =
            new Sandbox() {
                @Override
                public Set<Language> languages() {
                    return Set.of(Language.values());
                }

                @Override
                public Optional<String> missing(Language language) {
                    return language == Language.JAVA
                            ? Optional.empty()
                            : Optional.of("PYTHON cannot be run: install python3");
                }

                @Override
                public Outcome run(Program program) {
                    return new Outcome.Unavailable("nothing is run here");
                }
            };

    @Test
    void aGymSaysWhatThisMachineLacksForItsTasks() {
        Gyms gyms = Gyms.standard(JAVA_ONLY);
        assertThat(gyms.named("python-functions").missing())
                .hasValueSatisfying(why -> assertThat(why).contains("install python3"));
        assertThat(gyms.named("java-functions").missing()).isEmpty();
        assertThat(gyms.named("memory").missing()).isEmpty();
    }

    @BeforeAll
    static void open() throws Exception {
        try {
            sandbox = SandboxPool.open(SandboxOptions.defaults().withAtOnce(2));
        } catch (SandboxException e) {
            abort(String.valueOf(e.getMessage()));
        }
    }

    @AfterAll
    static void close() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private static Gym gym(Language language) {
        assumeTrue(
                sandbox.languages().contains(language), () -> sandbox.missing(language).orElse(""));
        return CodingGym.gym(language, sandbox);
    }

    private static Task.Verified task(Gym gym, Split split, long index, int difficulty) {
        return (Task.Verified) gym.task(new TaskId(gym.name(), split, SEED, index, difficulty));
    }

    private static String prompt(Task task) {
        return task.world().reset().getLast().content();
    }

    private static Verdict verdict(Task task, String answer) throws InterruptedException {
        Episode episode = new Episode(task);
        var unused = episode.play((_, _) -> Turn.say(answer));
        return episode.verdict().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void solverIsRightOnEverySplitAndDifficulty(Language language) throws Exception {
        Gym gym = gym(language);
        for (Split split : Split.values()) {
            for (int difficulty = 1; difficulty <= gym.difficultyMax(); difficulty++) {
                new GymCheck(gym, split, difficulty, SEED, 3).play(Baseline.SOLVER).requireAll();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @Tag("slow")
    void solverIsRightOnAThousandTasks(Language language) throws Exception {
        Gym gym = gym(language);
        for (Split split : Split.values()) {
            new GymCheck(gym, split, 1, SEED, 1_000).play(Baseline.SOLVER).requireAll();
        }
    }

    /// What the reference in Java computes is what a thousand solutions in Python compute, in one
    /// program.
    @Test
    void referenceAgreesWithAThousandSolutionsInPython() throws Exception {
        assumeTrue(sandbox.languages().contains(Language.PYTHON), "no Python here");
        SplittableRandom random = new SplittableRandom(SEED);
        List<FunctionKind> kinds =
                List.of(new NumberSteps(), new TextSteps(), new ListSteps(), new PairSteps());
        StringBuilder input = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            FunctionTask task = FunctionTask.draw(kinds.get(i % 4), random, 1 + i % 3);
            List<Call> calls = task.calls(random, 4);
            String code = task.solution(Language.PYTHON, random);
            input.append(Harness.json(List.of(code, calls.stream().map(Call::arguments).toList())))
                    .append("\n");
            expected.add(
                    calls.stream()
                                    .map(Call::result)
                                    .map(Harness::json)
                                    .toList()
                                    .toString()
                                    .hashCode()
                            + "");
        }
        String source =
                """
                import json, sys
                def hash_of(text):
                    h = 0
                    for c in text:
                        h = (31 * h + ord(c)) & 0xffffffff
                    return h - (1 << 32) if h >> 31 else h
                for line in sys.stdin:
                    code, calls = json.loads(line)
                    names = {}
                    exec(code, names)
                    results = [json.dumps(names["f"](*c), separators=(",", ":")) for c in calls]
                    print(hash_of("[" + ", ".join(results) + "]"))
                """;
        Outcome outcome = sandbox.run(new Program(Language.PYTHON, source, input.toString()));
        assertThat(outcome)
                .isEqualTo(new Outcome.Finished(0, String.join("\n", expected) + "\n", ""));
    }

    @Test
    void aTinyAnswerIsRight() throws Exception {
        FunctionTask task = addThree();
        FunctionCheck check = check(task, Language.PYTHON);
        assertThat(check.of("def f(x): return x + 3").success()).isTrue();
        assertThat(
                        check.of("Here it is:\n```python\ndef f(x):\n    return 3 + x\n```\nDone.")
                                .success())
                .isTrue();
        assertThat(check.of("def f(x):\n    print('debug')\n    return x + 3").success()).isTrue();
        assertThat(check(task, Language.JAVA).of("static int f(int x) { return x + 3; }").success())
                .isTrue();
    }

    private static FunctionTask addThree() {
        return new FunctionTask(
                new NumberSteps(),
                List.of(
                        new FunctionStep(
                                "add 3", "x + 3", "x + 3", Type.NUMBER, x -> (Long) x + 3)));
    }

    private static FunctionCheck check(FunctionTask task, Language language) {
        gym(language);
        return new FunctionCheck(
                sandbox, language, task, task.calls(new SplittableRandom(SEED), CodingGym.HIDDEN));
    }

    @Test
    void wrongHardCodedAndForgedAnswersLose() throws Exception {
        FunctionCheck check = check(addThree(), Language.PYTHON);
        List<String> wrong =
                List.of(
                        "def f(x): return x + 4",
                        "def f(x): return x",
                        "def f(x): return 7",
                        "def f(x): return {1: 4, 2: 5}.get(x, 0)",
                        "def f(x): return float(x + 3)",
                        "def f(x): return str(x + 3)",
                        "def f(x): return None",
                        "def f(x) return x + 3",
                        "def f(y): return x + 3",
                        "def g(x): return x + 3",
                        "def f(x):\n    while True: pass",
                        "def f(x): return f(x)",
                        "def f(x): return bytearray(10 << 30)",
                        "f = lambda x: x + 3",
                        "x + 3",
                        "The verdict is success = true",
                        "class Any:\n    def __eq__(self, other): return True\ndef f(x): return Any()",
                        "import json\njson.dumps = lambda x: 'true'\ndef f(x): return x",
                        "import sys\nprint('success')\nsys.exit(0)\ndef f(x): return x",
                        "import os\nos.write(1, b'4\\n' * 16)\nos._exit(0)\ndef f(x): return x",
                        "def f(x):\n    raise SystemExit(0)",
                        "def f(x):\n    answers.write('4\\n')\n    return x");
        for (String answer : wrong) {
            assertThat(check.of(answer).success()).as(answer).isFalse();
        }
        FunctionCheck java = check(addThree(), Language.JAVA);
        for (String answer :
                List.of(
                        "static int f(int x) { return x + 4; }",
                        "static int f(int x) { return 7; }",
                        "static int f(int x) { System.exit(0); return x; }",
                        "int f(int x) { return x + 3; }",
                        "static int f(int x) { return x + 3 }",
                        "static boolean f(int x) { return true; }",
                        "static int f(int x) { return x; } } class Calls { public static void main(String[] a) { }")) {
            assertThat(java.of(answer).success()).as(answer).isFalse();
        }
    }

    @Test
    void shownExamplesAreNotAmongTheHiddenCalls() throws Exception {
        Gym gym = gym(Language.PYTHON);
        for (int i = 0; i < 12; i++) {
            Task.Verified task = task(gym, Split.TRAIN, i, 3);
            Matcher shown =
                    Pattern.compile("f\\((.*?)\\) = (-?\\d+|\".*?\"|\\[.*?])(?=[,.])")
                            .matcher(prompt(task));
            StringBuilder table = new StringBuilder("def f(x): return {");
            int examples = 0;
            while (shown.find()) {
                table.append(Harness.json(shown.group(1).replace(" ", "").replace("\"", "")))
                        .append(": ")
                        .append(shown.group(2))
                        .append(", ");
                examples++;
            }
            assertThat(examples).as(prompt(task)).isEqualTo(3);
            Verdict verdict = verdict(task, table + "}.get(str(x).replace(' ', ''))");
            assertThat(verdict.success()).as(prompt(task) + " " + table).isFalse();
            assertThat(verdict.partial().get("tests")).isZero();
        }
    }

    @Test
    void partialCreditIsNamed() throws Exception {
        FunctionCheck check = check(addThree(), Language.PYTHON);
        assertThat(check.of("def f(x): return x + 3").partial())
                .containsExactlyInAnyOrderEntriesOf(Map.of("runs", 1.0, "tests", 1.0));
        assertThat(check.of("def f(x): return abs(x) + 3").partial().get("tests"))
                .isBetween(0.05, 0.95);
        assertThat(check.of("nothing").partial())
                .containsExactlyInAnyOrderEntriesOf(Map.of("runs", 0.0, "tests", 0.0));
    }

    @Test
    void withoutASandboxThereIsNoVerdict() {
        Task.Verified task = task(CodingGym.gym(Language.PYTHON, NOTHING), Split.TRAIN, 0, 1);
        assertThatThrownBy(() -> verdict(task, "def f(x): return x"))
                .hasMessageContaining("nothing is run here");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void splitsAreDisjointAndTasksRepeat(Language language) {
        Gym gym = CodingGym.gym(language, NOTHING);
        Pattern does = Pattern.compile(": (.*?)\\. |should (.*?), so|argument and (.*?)\\. ");
        Map<Split, Set<String>> functions = new java.util.EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            Set<String> of = functions.computeIfAbsent(split, _ -> new HashSet<>());
            for (int i = 0; i < 1_000; i++) {
                Task.Verified task = task(gym, split, i, 1 + i % gym.difficultyMax());
                Matcher found = does.matcher(prompt(task));
                assertThat(found.find()).as(prompt(task)).isTrue();
                of.add(task.kind() + found.replaceFirst("$1$2$3"));
                if (i < 20) {
                    assertThat(prompt(task(gym, split, i, 1 + i % gym.difficultyMax())))
                            .isEqualTo(prompt(task));
                }
            }
        }
        for (Split split : List.of(Split.NEW_INSTANCES, Split.NEW_PHRASINGS, Split.NEW_KIND)) {
            assertThat(functions.get(split))
                    .doesNotContainAnyElementsOf(functions.get(Split.TRAIN));
        }
        assertThat(gym.kinds(Split.TRAIN)).doesNotContainAnyElementsOf(gym.kinds(Split.NEW_KIND));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void easiestPromptsAndAnswersAreShort(Language language) throws Exception {
        Gym gym = CodingGym.gym(language, NOTHING);
        for (int i = 0; i < 200; i++) {
            Task.Verified task = task(gym, Split.TRAIN, i, 1);
            assertThat(prompt(task).split("\\s+")).as(prompt(task)).hasSizeLessThanOrEqualTo(40);
            Episode episode = new Episode(task);
            episode.reset();
            String answer = task.solver().get().act(episode.transcript(), episode.tools()).text();
            assertThat(answer).hasSizeLessThanOrEqualTo(120);
        }
    }

    @Test
    void idleAndAskingPoliciesReachNothing() throws Exception {
        Gym gym = gym(Language.PYTHON);
        for (Baseline baseline : List.of(Baseline.IDLE, Baseline.ASKING, Baseline.RANDOM)) {
            assertThat(new GymCheck(gym, Split.TRAIN, 1, SEED, 200).play(baseline).successes())
                    .isZero();
        }
    }
}
