package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.SourceItem;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.reward.GroupJudge;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The terms of the loss, the controls and the judge, each in a short run.
class RlVariantsTest {
    @TempDir Path folder;

    private static <M extends Metric> List<M> metrics(Path run, Class<M> type) throws IOException {
        List<M> all = new ArrayList<>();
        MetricsLog.read(
                run.resolve(MetricsLog.FILE),
                metric -> {
                    if (type.isInstance(metric)) {
                        all.add(type.cast(metric));
                    }
                });
        return all;
    }

    private List<Iteration> run(String... set) throws Exception {
        Path run = folder.resolve("run");
        List<String> all = new ArrayList<>(List.of("iterations=2"));
        all.addAll(List.of(set));
        RlRecipe recipe = TinyRl.recipe(TinyRl.model(folder), all.toArray(String[]::new));
        var unused = TinyRl.train(run, recipe, () -> false);
        return metrics(run, Iteration.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objective.kind=token_clipped",
                "objective.kind=grpo",
                "objective.kind=rejection_sampling",
                "objective.steps_per_iteration=3",
                "reward.random=true",
                "reward.length_reward=0.5",
                "reward.partial={ended: 0.5}",
                "budget.over_budget=conclude",
                "rollout.adaptive=true",
                "optimizer.kind=adamw"
            })
    void aVariantChangesThePolicy(String set) throws Exception {
        List<Iteration> iterations = run(set, "guards.kl_most=100");
        assertThat(iterations).hasSize(2);
        assertThat(iterations.getFirst().sampling().usable()).isPositive();
        assertThat(iterations.getLast().policy().klFromStart()).isPositive();
        assertThat(iterations.getLast().policy().gradientNorm()).isPositive().isFinite();
    }

    @Test
    void partialCreditThatNoTaskGivesIsSaid() throws Exception {
        Path run = folder.resolve("run");
        RlRecipe recipe =
                TinyRl.recipe(
                        TinyRl.model(folder),
                        "iterations=1",
                        "reward.partial={ended: 0.5, endet: 0.5}");
        assertThat(TinyRl.train(run, recipe, () -> false))
                .filteredOn(line -> line.startsWith("reward.partial."))
                .containsExactly(
                        "reward.partial.endet pays nothing: no attempt so far had credit of this name; there is ended");
    }

    /// Within an iteration the second step finds a policy that has moved.
    @Test
    void laterStepsOfAnIterationHaveARatio() throws Exception {
        List<Iteration> iterations = run("objective.steps_per_iteration=2");
        assertThat(iterations.getFirst().policy().klFromDrawing()).isPositive();
    }

    /// With the model as its own teacher every token is as likely, and nothing is learned but
    /// rounding and the experts' balance.
    @Test
    void aTeacherThatIsTheModelItselfTeachesNothing() throws Exception {
        Path model = TinyRl.model(folder);
        List<Iteration> iterations =
                run(
                        "objective.kind=none",
                        "objective.distillation={teacher: %s}".formatted(model),
                        "rate.peak=1.0e-9");
        assertThat(iterations.getFirst().policy().gradientNorm()).isLessThan(0.1);
        assertThat(iterations.getLast().policy().klFromStart()).isLessThan(1e-6);
    }

    @Test
    void textIsTrainedOnBesideAndForgettingIsMeasured() throws Exception {
        Path shards = folder.resolve("shards");
        DocumentSource source =
                new DocumentSource() {
                    @Override
                    public String name() {
                        return "prose";
                    }

                    @Override
                    public void read(Consumer<SourceItem> sink) {
                        for (int i = 0; i < 60; i++) {
                            String text = "The glacier leads up to the mountain. ".repeat(5);
                            sink.accept(new Document("prose:" + i, i + text));
                        }
                    }
                };
        PreparationOptions options = new PreparationOptions(0.2, 7, false, 1 << 20, 1, false);
        new DatasetPreparation(
                        new TokenizerEncoder(
                                TinyChat.TOKENIZER, TinyChat.TOKENIZER.requireSpecialId("[EOS]")),
                        options,
                        PreparationListener.silent())
                .write(shards, Map.of("prose", List.of(source)));
        List<Iteration> iterations =
                run(
                        "iterations=6",
                        "objective.ptx={shards: %s, weight: 100, tokens: 400, held_out_tokens: 400}"
                                .formatted(shards));
        assertThat(iterations.getLast().policy().textLoss())
                .isLessThan(iterations.getFirst().policy().textLoss());
        List<Metric.HeldOut> heldOut = metrics(folder.resolve("run"), Metric.HeldOut.class);
        assertThat(heldOut.getLast().lossByDomain().get("prose"))
                .isLessThan(heldOut.getFirst().lossByDomain().get("prose"));
    }

    private final List<String> told = new ArrayList<>();

    private List<Iteration> judged(Optional<GroupJudge> judge) throws Exception {
        Path path = folder.resolve("judged");
        RlRecipe recipe =
                TinyRl.recipe(TinyRl.model(folder), "gyms=[{name: open}]", "iterations=2");
        try (RlRun run = RlRun.start(path, recipe, List.of(new OpenGym()), judge)) {
            boolean unused = run.train(told::add, () -> false);
        }
        return metrics(path, Iteration.class);
    }

    @Test
    void aJudgeScoresGroupsAndOneThatGivesNoScoreCostsItsSample() throws Exception {
        GroupJudge judge =
                (task, group) -> {
                    List<OptionalDouble> scores = new ArrayList<>();
                    for (int i = 0; i < group.size(); i++) {
                        scores.add(i == 0 ? OptionalDouble.empty() : OptionalDouble.of(i % 2));
                    }
                    return scores;
                };
        List<Iteration> iterations = judged(Optional.of(judge));
        assertThat(iterations).allMatch(it -> it.sampling().usable() == 4);
        assertThat(iterations.getLast().policy().klFromStart()).isPositive();
        assertThat(told)
                .filteredOn(line -> line.startsWith("iteration "))
                .hasSize(2)
                .allMatch(line -> line.contains("  judged: writing 0."))
                .noneMatch(line -> line.contains("success"));
        assertThat(folder.resolve("judged/report.html"))
                .content()
                .contains("a model judges every task")
                .doesNotContain("success-writing", "<td>0 of ");
    }

    @Test
    void aJudgedTaskWithoutAJudgeIsRefusedByItsName() {
        assertThatThrownBy(() -> judged(Optional.empty()))
                .hasMessageContaining("task open/train/")
                .hasMessageContaining("there is no judge");
        assertThat(folder.resolve("judged")).doesNotExist();
    }
}
