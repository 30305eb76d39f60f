package dev.baltoro.train.pretrain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Steps whose loss or gradient is not finite are left out.
class NonFiniteTest {
    @TempDir static Path shared;
    private static Path shards;
    @TempDir Path folder;

    @BeforeAll
    static void prepare() {
        shards = TinyRun.dataset(shared.resolve("shards"));
    }

    @ParameterizedTest
    @CsvSource({
        "model.embed_tokens.weight, NaN, fp32",
        "model.layers.0.self_attn.q_b_proj.weight, Infinity, fp32",
        "model.layers.0.self_attn.kv_b_proj.weight, NaN, bf16",
        "model.layers.1.mlp.gate.weight, NaN, fp32",
        "model.layers.1.mlp.shared_experts.up_proj.weight, NaN, bf16",
        "lm_head.weight, Infinity, bf16"
    })
    void skippedStepsChangeNothingAndTooManyStopTheRun(String weight, double poison, String dtype)
            throws IOException {
        Recipe recipe =
                TinyRun.recipe(
                        shards,
                        "precision=" + dtype,
                        "stability.non_finite_steps_max=2",
                        "evaluate_every_steps=0");
        try (PretrainingRun run = TinyRun.start(folder.resolve("run"), recipe)) {
            boolean finished = TinyRun.train(run, () -> run.step() >= 1);
            assertThat(finished).isFalse();
            poison(run, weight, poison);
            Map<String, byte[]> before = TinyRun.state(run);

            assertThatThrownBy(() -> TinyRun.train(run, () -> false))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("3 steps in a row");

            ResumeTest.assertSame(TinyRun.state(run), before);
        }
        List<String> lines = TinyRun.metrics(folder.resolve("run"));
        assertThat(lines).filteredOn(line -> line.contains("\"skipped\":true")).hasSize(2);
        assertThat(lines.getLast()).contains("\"event\"").contains("lower schedule.peak");
        assertThat(Files.readString(folder.resolve("run/report.html"))).contains("<html");
    }

    /// A run that was skipping steps when it stopped goes on counting.
    @Test
    void theCountOfSkippedStepsSurvivesACheckpoint() throws IOException {
        Recipe recipe =
                TinyRun.recipe(
                        shards, "stability.non_finite_steps_max=2", "evaluate_every_steps=0");
        Path path = folder.resolve("run");
        try (PretrainingRun run = TinyRun.start(path, recipe)) {
            poison(run, "lm_head.weight", Double.NaN);
            assertThat(TinyRun.train(run, () -> run.step() >= 2)).isFalse();
        }
        try (PretrainingRun run = TinyRun.reopen(path)) {
            assertThatThrownBy(() -> TinyRun.train(run, () -> false))
                    .isInstanceOf(NonFiniteException.class);
            assertThat(run.step()).isEqualTo(2);
        }
        assertThat(TinyRun.metrics(path))
                .filteredOn(line -> line.contains("\"skipped\":true"))
                .hasSize(2)
                .allMatch(line -> line.contains("\"tokens\":0"));
    }

    private static void poison(PretrainingRun run, String name, double value) {
        try (Scope scope = Scope.open()) {
            Tensor weight = requireNonNull(run.training().model().weights().get(name), name);
            Tensor unused = weight.fill_(value);
        }
        run.training().model().refresh();
    }
}
