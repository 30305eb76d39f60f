package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds over many steps.
class StabilityTest {

    /// Workers that were idle in the first steps, lazily made buffers.
    private static final int WARM_UP_STEPS = 20;

    @TempDir static Path shared;
    private static Path shards;

    @BeforeAll
    static void prepare() {
        shards = TinyRun.dataset(shared.resolve("shards"));
    }

    @Test
    void nativeMemoryIsFlatOverAHundredSteps() throws IOException {
        requireFlat(100);
    }

    @Test
    @Tag("slow")
    void nativeMemoryIsFlatOverAThousandSteps() throws IOException {
        requireFlat(1000);
    }

    private static void requireFlat(int steps) throws IOException {
        Recipe recipe =
                TinyRun.recipe(
                        shards,
                        "stages.0.steps=" + steps,
                        "batch={tokens: 64, micro_batch_tokens: 32}",
                        "recompute=layer");
        List<Long> tensors = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        try (Loop loop = Loop.start(recipe)) {
            loop.run(step -> {
                tensors.add(NativeMemory.liveTensors());
                bytes.add(NativeMemory.liveBytes());
            });
        }
        assertThat(tensors).hasSize(steps);
        assertThat(tensors.subList(WARM_UP_STEPS, steps)).containsOnly(tensors.getLast());
        assertThat(bytes.subList(WARM_UP_STEPS, steps)).containsOnly(bytes.getLast());
    }

    /// At this rate and start logits run away; τ is 1. Clipping brings a head to τ for the batch it
    /// was measured on; the step and batch that follow may pass it by a little, not by a factor.
    ///
    /// With AVX or AVX2 and 1, 2 or 3 workers, each of which rounds in another way and so chooses
    /// other experts, free logits end at 6.7 to 7.5 and held ones at 1.18 to 1.21. The bounds leave
    /// as much again; they are a factor of 2 apart and not a tolerance.
    @Test
    void qkClipHoldsLogitsThatRunAwayWithoutIt() throws IOException {
        List<Metric.Step> free = steps(TinyRun.recipe(shards, hot("false")));
        List<Metric.Step> held = steps(TinyRun.recipe(shards, hot("true")));
        assertThat(free).extracting(Metric.Step::clippedHeads).containsOnly(0);
        assertThat(held).extracting(Metric.Step::clippedHeads).anyMatch(heads -> heads > 0);
        assertThat(free.getLast().maxLogit()).isGreaterThan(4);
        assertThat(held.getLast().maxLogit()).isLessThan(2);
    }

    /// The maxima are of this step's own forward, also where nothing is clipped: one kept from an
    /// earlier step would never fall, and one that is not measured would never change.
    @Test
    void maximaAreMeasuredAnewInEveryStep() throws IOException {
        List<Double> maxima =
                steps(TinyRun.recipe(shards, hot("false"))).stream()
                        .map(Metric.Step::maxLogit)
                        .toList();
        assertThat(IntStream.range(1, maxima.size()))
                .as("steps whose largest logit is below the one before")
                .anyMatch(step -> maxima.get(step) < maxima.get(step - 1));
        assertThat(maxima.getLast()).isNotEqualTo(maxima.getFirst());
    }

    private static String[] hot(String clip) {
        return new String[] {
            "optimizer.qk_clip.enabled=" + clip,
            "stages.0.steps=40",
            "schedule={peak: 3.0e-2, warmup_steps: 0, constant_fraction: 1, anneal_fraction: 0}"
        };
    }

    private static List<Metric.Step> steps(Recipe recipe) throws IOException {
        List<Metric.Step> steps = new ArrayList<>();
        try (Loop loop = Loop.start(recipe)) {
            loop.run(steps::add);
        }
        return steps;
    }
}
