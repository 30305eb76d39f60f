package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.cli.TinyFolder;
import dev.baltoro.rl.evaluation.OutcomeFiles;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.OutsideGym;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.step.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RlRunTest {
    @TempDir Path folder;

    private static List<Iteration> iterations(Path run) throws IOException {
        List<Iteration> all = new ArrayList<>();
        MetricsLog.read(
                run.resolve(MetricsLog.FILE),
                metric -> {
                    if (metric instanceof Iteration iteration) {
                        all.add(iteration);
                    }
                });
        return all;
    }

    private static double success(Iteration iteration) {
        Tally tally = Objects.requireNonNull(iteration.domains().get("logic"));
        return (double) tally.successes() / tally.attempts();
    }

    /// A model of random weights is right in about a quarter of its attempts. The bound leaves room
    /// for other processors, whose roundings lead to other draws.
    @Test
    void aRunLearns() throws Exception {
        Path run = folder.resolve("run");
        var unused =
                TinyRl.train(
                        run, TinyRl.recipe(TinyRl.model(folder), "iterations=25"), () -> false);
        List<Iteration> iterations = iterations(run);
        assertThat(iterations).hasSize(25);
        double first =
                iterations.subList(0, 4).stream()
                        .mapToDouble(RlRunTest::success)
                        .average()
                        .orElseThrow();
        double last =
                iterations.subList(21, 25).stream()
                        .mapToDouble(RlRunTest::success)
                        .average()
                        .orElseThrow();
        assertThat(last).as("success at first %s", first).isGreaterThan(first + 0.3);
    }

    /// At the same weights the trainer's score is what its pass computes, to the last bit, so the
    /// ratio is 1 and nothing diverges; decoding computes in another order.
    @Test
    void theFirstStepHasRatioOneAndASmallGap() throws Exception {
        Path run = folder.resolve("run");
        var unused = TinyRl.train(run, TinyRl.recipe(TinyRl.model(folder)), () -> false);
        for (Iteration iteration : iterations(run)) {
            if (iteration.sampling().usable() > 0) {
                assertThat(iteration.policy().klFromDrawing()).isZero();
                assertThat(iteration.policy().gapLargest()).isLessThan(1e-4);
                assertThat(iteration.sampling().stalenessLargest()).isZero();
            }
        }
        assertThat(iterations(run).getFirst().policy().klFromStart()).isZero();
        assertThat(iterations(run).getLast().policy().klFromStart()).isPositive();
    }

    /// What it measures is what a run measures that learns later, task by task.
    @Test
    void aRunOfNoIterationsMeasuresItsModel() throws Exception {
        Path model = TinyRl.model(folder);
        Path measured = folder.resolve("measured");
        Path learned = folder.resolve("learned");
        String hopeless = "gyms=[{name: letters}, {name: hopeless}]"; // which learning leaves out
        List<String> told =
                TinyRl.train(measured, TinyRl.recipe(model, hopeless, "iterations=0"), () -> false);
        var unused =
                TinyRl.train(learned, TinyRl.recipe(model, hopeless, "iterations=1"), () -> false);

        assertThat(told).noneMatch(line -> line.startsWith("base rate"));
        assertThat(told).filteredOn(line -> line.contains("of 20 (chance")).hasSize(2);
        assertThat(OutcomeFiles.of(measured).iterations()).containsExactly(0L);
        assertThat(OutcomeFiles.of(measured).read(0)).isEqualTo(OutcomeFiles.of(learned).read(0));
        assertThat(measured.resolve("report.html")).content().contains("finished");
        assertThatThrownBy(() -> TinyRl.recipe(model, "iterations=0", "evaluation.tasks=0"))
                .hasMessageContaining("iterations is 0, which only measures");
    }

    @Test
    void theDivergenceFromTheBeginningIsMeasuredNowAndThenAndAtTheEnd() throws Exception {
        Path run = folder.resolve("run");
        RlRecipe recipe =
                TinyRl.recipe(TinyRl.model(folder), "iterations=5", "guards.kl_every_iterations=2");
        List<String> told = TinyRl.train(run, recipe, () -> false);
        assertThat(iterations(run))
                .extracting(it -> Double.isFinite(it.policy().klFromStart()))
                .containsExactly(false, true, false, true, true);
        assertThat(told).filteredOn(line -> line.contains("KL ")).hasSize(3);
    }

    private static final String PARTIAL = "updates={mode: partial, segment_tokens: 4}";
    private static final String IN_FLIGHT = "updates={mode: in_flight, segment_tokens: 4}";
    private static final String RECOMPUTED =
            "updates={mode: in_flight, segment_tokens: 4, kv_after_update: recompute}";

    /// A step counts more than an iteration, so it goes on between two of them.
    private static final String STEPS_UNDER_WAY =
            "updates={mode: in_flight, segment_tokens: 4, step_tokens: 6, begin_most: 4}";

    /// Rollouts of one domain are over in one iteration, those of the other take three.
    private static final String[] LONG_AND_SHORT = {
        "gyms=[{name: letters}, {name: capitals}]",
        "budget.tokens={logic: 3, writing: 10}",
        "rollout.prompts=6"
    };

    private static RlRecipe recipe(Path model, String... set) {
        List<String> all = new ArrayList<>(List.of(LONG_AND_SHORT));
        all.addAll(List.of(set));
        return TinyRl.recipe(model, all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed=5", PARTIAL, IN_FLIGHT, RECOMPUTED, STEPS_UNDER_WAY})
    void oneSeedGivesOneRewardCurve(String mode) throws Exception {
        Path model = TinyRl.model(folder);
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        var unused1 = TinyRl.train(one, recipe(model, mode), () -> false);
        var unused2 = TinyRl.train(two, recipe(model, mode), () -> false);
        assertThat(TinyRl.metrics(one)).isEqualTo(TinyRl.metrics(two));
        assertSame(TinyRl.checkpoint(one, 6), TinyRl.checkpoint(two, 6));
    }

    /// Four workers and as many threads of the engine, of which fewer or all have a core at a time,
    /// as the other one leaves them.
    @ParameterizedTest
    @ValueSource(strings = {PARTIAL, IN_FLIGHT})
    void theSameBytesComeOfAnyNumberOfCores(String mode) throws Exception {
        Path model = TinyRl.model(folder);
        RlRecipe recipe = recipe(model, mode, "workers=4", "row_tokens=96");
        List<Path> runs = new ArrayList<>();
        for (int cores : new int[] {4, 1, 3, 8}) {
            Path path = folder.resolve(cores + "-cores");
            try (RlRun run = RlRun.start(path, recipe, TinyRl.GYMS, Optional.empty(), cores)) {
                assertThat(run.train(_ -> {}, () -> false)).isTrue();
            }
            runs.add(path);
        }
        for (Path run : runs) {
            assertThat(TinyRl.metrics(run)).isEqualTo(TinyRl.metrics(runs.getFirst()));
            assertSame(TinyRl.checkpoint(run, 6), TinyRl.checkpoint(runs.getFirst(), 6));
            assertThat(iterations(run))
                    .allMatch(it -> it.time().cores().orElseThrow().engine() > 0)
                    .anyMatch(it -> it.time().cores().orElseThrow().trainer() > 0);
        }
    }

    /// Stopped where a checkpoint is due: elsewhere a stop writes one that the whole run has not,
    /// at which it forgets its keys.
    @ParameterizedTest
    @ValueSource(strings = {"seed=5", PARTIAL, IN_FLIGHT, RECOMPUTED, STEPS_UNDER_WAY})
    void aStoppedRunGoesOnToTheSameBytes(String mode) throws Exception {
        Path model = TinyRl.model(folder);
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        var unused = TinyRl.train(whole, recipe(model, mode), () -> false);
        int[] asked = {0};
        var unused2 = TinyRl.train(stopped, recipe(model, mode), () -> asked[0]++ == 4);
        TinyRl.resume(stopped);
        assertThat(TinyRl.metrics(stopped)).isEqualTo(TinyRl.metrics(whole));
        assertSame(TinyRl.checkpoint(stopped, 6), TinyRl.checkpoint(whole, 6));
    }

    /// The long ones' first tokens are of older weights than their last.
    @ParameterizedTest
    @ValueSource(strings = {PARTIAL, IN_FLIGHT})
    void rolloutsThatWaitHaveTokensOfSeveralVersions(String mode) throws Exception {
        Path run = folder.resolve("run");
        var unused = TinyRl.train(run, recipe(TinyRl.model(folder), mode), () -> false);
        List<Iteration> iterations = iterations(run);
        assertThat(iterations.getFirst().sampling().waiting()).isPositive();
        long oldest =
                iterations.stream()
                        .mapToLong(it -> it.sampling().stalenessLargest())
                        .max()
                        .orElseThrow();
        assertThat(oldest).isBetween(1L, 4L);
    }

    /// A token that new weights drew after old ones: with its keys computed again, decoding's
    /// number is the trainer's; with the old keys it cannot be.
    @Test
    void afterAnUpdateOldKeysAreReadOnlyWhereTheyAreKept() throws Exception {
        Path model = TinyRl.model(folder);
        Path recomputed = folder.resolve("recomputed");
        Path kept = folder.resolve("kept");
        var unused = TinyRl.train(recomputed, recipe(model, PARTIAL), () -> false);
        var unused2 =
                TinyRl.train(
                        kept, recipe(model, PARTIAL, "updates.kv_after_update=keep"), () -> false);
        assertThat(iterations(recomputed))
                .allMatch(it -> !(it.policy().gapLargest() > 1e-4))
                .anyMatch(it -> it.sampling().stalenessLargest() > 0);
        assertThat(iterations(kept)).anyMatch(it -> it.policy().gapLargest() > 1e-4);
    }

    @Test
    void aSampleOlderThanTheBoundIsNotLearnedFrom() throws Exception {
        Path run = folder.resolve("run");
        String mode = "updates={mode: in_flight, segment_tokens: 2, staleness_max: 1}";
        var unused =
                TinyRl.train(run, recipe(TinyRl.model(folder), mode, "iterations=10"), () -> false);
        assertThat(iterations(run))
                .allMatch(it -> it.sampling().stalenessLargest() <= 1)
                .anyMatch(it -> it.sampling().stale() > 0);
    }

    private static void assertSame(Map<String, byte[]> one, Map<String, byte[]> other) {
        other.forEach((file, bytes) -> assertThat(one.get(file)).as(file).isEqualTo(bytes));
    }

    @Test
    void aDomainOutsideOfTheBoundsIsLeftOutAndTheRunRefusesWhenNoneIsLeft() throws Exception {
        Path model = TinyRl.model(folder);
        assertThatThrownBy(() ->
                        TinyRl.train(
                                folder.resolve("run"),
                                TinyRl.recipe(model, "guards.base_rate_least=0.9"),
                                () -> false))
                .hasMessageContaining("no domain is left")
                .hasMessageContaining("base rate of logic: "); // with its figure
    }

    @Test
    void aRunThatRefusesToBeginLeavesRoomForAChangedRecipe() throws Exception {
        Path model = TinyRl.model(folder);
        Path run = folder.resolve("run");
        Files.createDirectories(run);
        Files.writeString(run.resolve("notes.txt"), "mine");
        RlRecipe refused = TinyRl.recipe(model, "guards.base_rate_least=0.9");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> TinyRl.train(run, refused, () -> false))
                    .hasMessageContaining("no domain is left");
        }
        assertThat(run.resolve("notes.txt")).hasContent("mine");
        assertThat(run.resolve("recipe.yaml")).doesNotExist();
        var unused = TinyRl.train(run, TinyRl.recipe(model, "iterations=1"), () -> false);
        assertThat(iterations(run)).hasSize(1);
    }

    @Test
    void aGymWhoseTasksCannotBeDoneHereIsRefusedBeforeAnythingIsMade() throws Exception {
        Path run = folder.resolve("run");
        RlRecipe recipe = TinyRl.recipe(TinyRl.model(folder), "gyms=[{name: letters}]");
        Gym gym =
                new OutsideGym(
                        new LetterGym(), () -> Optional.of("nothing is run here: install python3"));
        assertThatThrownBy(() -> RlRun.start(run, recipe, List.of(gym), Optional.empty()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("gym letters")
                .hasMessageContaining("install python3; or leave it out");
        assertThat(run).doesNotExist();
    }

    /// A gym whose attempts all fail, so that nothing is learned.
    @Test
    void anIterationWithoutVarianceIsToldInFiguresThatWereMeasured() throws Exception {
        Path run = folder.resolve("run");
        List<String> told =
                TinyRl.train(
                        run,
                        TinyRl.recipe(
                                TinyRl.model(folder),
                                "gyms=[{name: hopeless}]",
                                "guards.base_rate_prompts=0",
                                "iterations=2"),
                        () -> false);
        assertThat(told)
                .filteredOn(line -> line.startsWith("iteration "))
                .hasSize(2)
                .allMatch(line -> line.contains("0 of 8 groups"))
                .allMatch(line -> line.contains("nothing learned"));
        assertThat(String.join("\n", told)).doesNotContain("NaN");
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page.replaceAll("(?s)<script>.*?</script>", "")).doesNotContain("NaN");
        assertThat(page).contains("<td>0 of 8</td>");
    }

    /// A change with which its tasks or its optimizer would be others is refused; others are told.
    @Test
    void whatWasChangedSinceTheCheckpointIsRefusedOrTold() throws Exception {
        Path run = folder.resolve("run");
        int[] asked = {0};
        var unused = TinyRl.train(run, TinyRl.recipe(TinyRl.model(folder)), () -> asked[0]++ == 2);
        Path file = run.resolve("recipe.yaml");
        String yaml = Files.readString(file);
        Files.writeString(file, yaml.replace("\nseed: 5", "\nseed: 6"));
        assertThatThrownBy(() -> TinyRl.resume(run))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith(
                        "the recipe was changed since iteration 2: seed was 5, is now 6; set it back, or begin a new run with model: ");
        Files.writeString(file, yaml.replace("iterations: 6", "iterations: 1"));
        assertThatThrownBy(() -> TinyRl.resume(run))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("is at iteration 2, but its recipe ends at 1: raise");
        Files.writeString(file, yaml.replace("iterations: 6", "iterations: 3"));
        List<String> told = new ArrayList<>();
        try (RlRun again = RlRun.resume(run, TinyRl.GYMS, Optional.empty())) {
            assertThat(again.train(told::add, () -> false)).isTrue();
        }
        assertThat(told.getFirst())
                .isEqualTo("changed since iteration 2: iterations was 6, is now 3");
        assertThat(iterations(run)).hasSize(3);
    }

    /// A folder may move, but not hold another model: of the same shape it would be taken in
    /// silence.
    @Test
    void aRunDoesNotGoOnWithAnotherModelInTheFolderOfTheOneThatItBeganWith() throws Exception {
        Path run = folder.resolve("run");
        Path model = TinyRl.model(folder);
        int[] asked = {0};
        var unused = TinyRl.train(run, TinyRl.recipe(model), () -> asked[0]++ == 2);
        Path moved = Files.move(model, folder.resolve("moved"));
        TinyFolder.write(Files.createDirectories(model), new Seed(4));
        assertThatThrownBy(() -> TinyRl.resume(run))
                .isInstanceOf(RecipeException.class)
                .hasMessage(
                        "model: %s has another set of weights than when this run began: put that model back, or begin a new run in another folder",
                        model);
        Path file = run.resolve("recipe.yaml");
        Files.writeString(file, Files.readString(file).replace(model.toString(), moved.toString()));
        TinyRl.resume(run);
        assertThat(iterations(run)).hasSize(6);
    }

    @Test
    void aRunDoesNotGoOnWithAnotherTeacherOrConfiguration() throws Exception {
        Path run = folder.resolve("run");
        Path model = TinyRl.model(folder);
        Path teacher = Files.createDirectories(folder.resolve("teacher"));
        TinyFolder.write(teacher, new Seed(4));
        RlRecipe recipe =
                TinyRl.recipe(model, "objective.distillation.teacher=" + teacher, "iterations=2");
        var unused = TinyRl.train(run, recipe, () -> true);
        TinyFolder.write(teacher, new Seed(5));
        Path config = model.resolve("config.json");
        String written = Files.readString(config);
        Files.writeString(config, written + "\n");
        assertThatThrownBy(() -> TinyRl.resume(run))
                .hasMessageStartingWith("model: %s has another configuration than", model);
        Files.writeString(config, written);
        assertThatThrownBy(() -> TinyRl.resume(run))
                .hasMessageStartingWith(
                        "objective.distillation.teacher: %s has another set of weights", teacher);
        Files.delete(run.resolve("models.json")); // as an older version leaves a run
        TinyRl.resume(run);
        assertThat(run.resolve("models.json")).exists();
    }

    /// Half of the groups are of a gym whose attempts all fail.
    @Test
    void groupsWithoutVarianceAreRefilledAsOftenAsTheRecipeSays() throws Exception {
        Path model = TinyRl.model(folder);
        String gyms = "gyms=[{name: letters}, {name: hopeless}]";
        Path never = folder.resolve("never");
        Path twice = folder.resolve("twice");
        var unused =
                TinyRl.train(
                        never,
                        TinyRl.recipe(model, gyms, "rollout.refills=0", "iterations=3"),
                        () -> false);
        var unused2 =
                TinyRl.train(
                        twice,
                        TinyRl.recipe(model, gyms, "rollout.refills=2", "iterations=3"),
                        () -> false);
        for (Iteration iteration : iterations(never)) {
            assertThat(iteration.sampling().refilled()).isZero();
            assertThat(iteration.sampling().groups()).isEqualTo(4);
        }
        for (Iteration iteration : iterations(twice)) {
            int refilled = iteration.sampling().refilled();
            assertThat(iteration.sampling().groups()).isEqualTo(4 + refilled);
            assertThat(refilled).isLessThanOrEqualTo(2 * 4);
        }
        assertThat(iterations(twice)).anyMatch(it -> it.sampling().refilled() > 0);
    }

    /// The momenta of the run that made the model are those that a new run begins with.
    @Test
    void theOptimizerGoesOnWithTheMomentaOfTheRunThatMadeTheModel() throws Exception {
        Path before = folder.resolve("before");
        RlRecipe first = TinyRl.recipe(TinyRl.model(folder), "iterations=2");
        try (RlRun run = RlRun.start(before, first, TinyRl.GYMS, Optional.empty())) {
            assertThat(run.train(_ -> {}, () -> false)).isTrue();
            var unused = run.export(DType.F32);
        }
        Path checkpoint = before.resolve("checkpoints/step-00000002");
        Map<String, String> carried = momenta(TinyRl.recipe(before, "carry_momenta=true"));
        try (Workers workers = Workers.of(1);
                TrainingState state =
                        TrainingState.load(checkpoint, first.optimizer(), DType.F32, workers)) {
            assertThat(carried).isNotEmpty().isEqualTo(momenta(state));
        }
        Map<String, String> fresh =
                momenta(TinyRl.recipe(before.resolve("model"), "carry_momenta=true"));
        assertThat(momenta(TinyRl.recipe(before))).isEqualTo(fresh);
        assertThat(carried).isNotEqualTo(fresh);

        List<String> told =
                TinyRl.train(
                        folder.resolve("after"),
                        TinyRl.recipe(before, "carry_momenta=true", "iterations=1"),
                        () -> false);
        assertThat(told).contains("the optimizer goes on with the momenta of " + checkpoint);
        told =
                TinyRl.train(
                        folder.resolve("fresh"),
                        TinyRl.recipe(
                                before.resolve("model"), "carry_momenta=true", "iterations=1"),
                        () -> false);
        assertThat(told)
                .anyMatch(line ->
                        line.startsWith("the optimizer begins anew: ")
                                && line.endsWith("has no optimizer.safetensors"));
    }

    private static Map<String, String> momenta(RlRecipe recipe) throws IOException {
        try (RlParts parts = RlParts.open(recipe, TinyRl.GYMS, Optional.empty())) {
            return momenta(parts.step().state());
        }
    }

    private static Map<String, String> momenta(TrainingState state) {
        Map<String, String> sums = new TreeMap<>();
        state.optimizer()
                .state()
                .forEach((name, tensor) -> sums.put(name, Arrays.toString(tensor.toFloats())));
        return sums;
    }

    @Test
    void rolloutsAreKeptForReading() throws Exception {
        Path run = folder.resolve("run");
        var unused =
                TinyRl.train(run, TinyRl.recipe(TinyRl.model(folder), "iterations=2"), () -> false);
        List<String> lines = Files.readAllLines(run.resolve("rollouts/00000002.jsonl"));
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .contains("\"messages\"", "\"versions\"", "\"logprobs\"", "\"success\"");
    }
}
