package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may change a run's result, and what may not.
class DeterminismTest {
    @TempDir static Path shared;
    private static Path shards;
    @TempDir Path folder;

    @BeforeAll
    static void prepare() {
        shards = TinyRun.dataset(shared.resolve("shards"));
    }

    @Test
    void twoWorkersRepeatThemselvesToTheLastBit() throws IOException {
        Recipe recipe = TinyRun.recipe(shards, "workers=2");
        ResumeTest.assertSame(
                TinyRun.train(folder.resolve("again"), recipe),
                TinyRun.train(folder.resolve("once"), recipe));
    }

    /// More workers than gradient buffers, so that some share one.
    @Test
    void sixWorkersRepeatThemselvesToTheLastBit() throws IOException {
        Recipe recipe = TinyRun.recipe(shards, "workers=6");
        ResumeTest.assertSame(
                TinyRun.train(folder.resolve("again"), recipe),
                TinyRun.train(folder.resolve("once"), recipe));
    }

    /// The table is added to at both ends of a pass, and six passes run side by side.
    @Test
    void workersWithATiedHeadRepeatThemselvesToTheLastBit() throws IOException {
        Recipe recipe = TinyRun.recipe(shards, "workers=6", "model.set.tie_word_embeddings=true");
        ResumeTest.assertSame(
                TinyRun.train(folder.resolve("again"), recipe),
                TinyRun.train(folder.resolve("once"), recipe));
    }

    @Test
    void anotherSeedIsAnotherRun() throws IOException {
        assertThat(
                        ResumeTest.differing(
                                TinyRun.train(folder.resolve("3"), TinyRun.recipe(shards)),
                                TinyRun.train(
                                        folder.resolve("4"), TinyRun.recipe(shards, "seed=4"))))
                .isNotEmpty();
    }

    @Test
    void recomputationChangesNeitherStateNorLoads() throws IOException {
        Path kept = folder.resolve("kept");
        Path recomputed = folder.resolve("recomputed");
        ResumeTest.assertSame(
                TinyRun.train(recomputed, TinyRun.recipe(shards, "recompute=layer")),
                TinyRun.train(kept, TinyRun.recipe(shards, "recompute=none")));
        assertThat(TinyRun.metrics(recomputed)).isEqualTo(TinyRun.metrics(kept));
    }

    @Test
    void evaluationChangesNothing() throws IOException {
        Path often = folder.resolve("often");
        Path never = folder.resolve("never");
        ResumeTest.assertSame(
                TinyRun.train(often, TinyRun.recipe(shards, "evaluate_every_steps=1")),
                TinyRun.train(never, TinyRun.recipe(shards, "evaluate_every_steps=0")));
        assertThat(without(TinyRun.metrics(often), "held_out"))
                .isEqualTo(without(TinyRun.metrics(never), "held_out"));
    }

    private static List<String> without(List<String> lines, String type) {
        return lines.stream().filter(line -> !line.contains("\"" + type + "\"")).toList();
    }

    /// Micro-batches only change the order of summation: rounding of one pass in fp32, 1e-6
    /// relative, with a decade of room. All of it is compared before the first update, and every
    /// expert is selected: another last bit may choose another expert, and Newton–Schulz lifts
    /// rounding to the size of the weights, so that later losses have no bound that holds for every
    /// processor.
    @Test
    void microBatchesChangeTheFirstLossByRoundingOnly() throws IOException {
        String allSelected = "model.set.num_experts_per_tok=8";
        Metric.Step small =
                firstStep(TinyRun.recipe(shards, "batch.micro_batch_tokens=32", allSelected));
        Metric.Step large =
                firstStep(TinyRun.recipe(shards, "batch.micro_batch_tokens=128", allSelected));
        assertThat(small.balanceLoss()).as("the recipe's weight is in use").isPositive();
        assertThat(small.loss()).isCloseTo(large.loss(), within(1e-5));
        assertThat(small.gradientNorm())
                .isCloseTo(large.gradientNorm(), within(1e-4 * large.gradientNorm()));
        assertThat(small.balanceLoss())
                .isCloseTo(large.balanceLoss(), within(1e-5 * large.balanceLoss()));
    }

    /// Four micro-batches a step, yet the bias moves once: by the rate, whatever the loads.
    @Test
    void theSelectionBiasMovesOnceAStepAndRestsAtTheEnd() throws IOException {
        Recipe recipe = TinyRun.recipe(shards, "balance.bias_frozen_fraction=0.5", "workers=1");
        List<float[]> biases = new ArrayList<>();
        try (Loop loop = Loop.start(recipe)) {
            loop.run(step ->
                    biases.add(
                            loop.weight("model.layers.1.mlp.gate.e_score_correction_bias")
                                    .toFloats()));
        }
        for (float bias : biases.getFirst()) {
            assertThat(Math.abs(bias)).isIn(0f, 1e-2f);
        }
        assertThat(biases.get(1)).isNotEqualTo(biases.get(0));
        assertThat(biases.get(2)).isNotEqualTo(biases.get(1));
        for (int step = 3; step < 6; step++) {
            assertThat(biases.get(step)).as("after step %d", step + 1).isEqualTo(biases.get(2));
        }
    }

    /// The sum over experts of a layer's load: every token of the step, as often as it selects.
    @Test
    void everyTokenOfAStepIsCountedOnce() throws IOException {
        Recipe recipe = TinyRun.recipe(shards, "recompute=layer");
        List<long[]> loads = new ArrayList<>();
        try (Loop loop = Loop.start(recipe)) {
            loop.runWithLoads(load_LE -> loads.add(load_LE[1].clone()));
        }
        assertThat(loads).hasSize(6);
        for (long[] load : loads) {
            assertThat(Arrays.stream(load).sum()).isEqualTo(256 * 2);
        }
    }

    /// After one step from zero momenta, a Muon momentum is the gradient and AdamW's mean a tenth
    /// of it, so the clipped gradient's norm can be read from the state (1e-4: fp32 sums).
    @Test
    void gradientNormMaxScalesTheGradient() throws IOException {
        double max = 0.01;
        List<Metric.Step> steps = new ArrayList<>();
        double squares = 0;
        try (Loop loop = Loop.start(TinyRun.recipe(shards, "optimizer.gradient_norm_max=" + max))) {
            loop.runSteps(1, steps::add);
            squares += loop.squares("momentum_buffer", 1);
            squares += loop.squares("exp_avg", 10);
        }
        assertThat(steps.getFirst().gradientNorm()).isGreaterThan(10 * max);
        assertThat(Math.sqrt(squares)).isCloseTo(max, within(1e-4 * max));
    }

    @Test
    void aClosedRunLeavesNoNativeMemory() throws IOException {
        long tensors = NativeMemory.liveTensors();
        long bytes = NativeMemory.liveBytes();
        Map<String, byte[]> unused =
                TinyRun.train(
                        folder.resolve("run"),
                        TinyRun.recipe(
                                shards,
                                "stages=[{name: short, sequence_length: 32, steps: 3}, {name: long, sequence_length: 64, steps: 3, yarn_factor: 4}]"));
        assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
        assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
    }

    /// A longer context makes the model anew; what belonged to the one before must be gone.
    @Test
    void aStagesBorderLeavesNoNativeMemory() throws IOException {
        Recipe recipe =
                TinyRun.recipe(
                        shards,
                        "stages=[{name: short, sequence_length: 32, steps: 2}, {name: same, sequence_length: 32, steps: 2, yarn_factor: 1.5}]");
        List<Long> tensors = new ArrayList<>();
        try (Loop loop = Loop.start(recipe)) {
            loop.run(step -> tensors.add(NativeMemory.liveTensors()));
        }
        assertThat(tensors.get(3)).isEqualTo(tensors.get(1));
    }

    private static Metric.Step firstStep(Recipe recipe) throws IOException {
        List<Metric.Step> steps = new ArrayList<>();
        try (Loop loop = Loop.start(recipe)) {
            loop.runSteps(1, steps::add);
        }
        return steps.getFirst();
    }
}
