package dev.baltoro.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.checkpoint.CheckpointException;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsWriter;
import dev.baltoro.train.recipe.OptimizerSettings;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A state that cannot be loaded says why and leaves no memory behind.
class TrainingStateTest {
    @TempDir Path folder;
    private Map<String, String> counters = Map.of();

    @BeforeEach
    void save() throws IOException {
        try (TinyStep tiny = TinyStep.of(1)) {
            StepBatch batch = StepBatch.meanCrossEntropy(TinyStep.rows(16, 0, 16, 16));
            StepResult unused = tiny.step().take(batch, 0.01);
            tiny.step().state().save(folder);
            counters = new TrainingCounters(1, 32, 0, 1).metadata();
        }
    }

    private void writeOptimizer(Map<String, String> metadata, String without) throws IOException {
        try (TinyStep tiny = TinyStep.of(1)) {
            List<Content> contents =
                    tiny.step().state().optimizer().state().entrySet().stream()
                            .filter(entry -> !entry.getKey().equals(without))
                            .map(entry -> Content.of(entry.getKey(), entry.getValue()))
                            .toList();
            SafetensorsWriter.write(folder.resolve("optimizer.safetensors"), contents, metadata);
        }
    }

    private void load(String kind) throws IOException {
        OptimizerSettings settings =
                Recipe.parse(
                                "{model: {preset: nano}, data: {shards: none}, optimizer: {kind: "
                                        + kind
                                        + "}}",
                                List.of())
                        .optimizer();
        try (Workers workers = Workers.of(1);
                TrainingState state = TrainingState.load(folder, settings, DType.F32, workers)) {
            assertThat(state.step()).isEqualTo(1);
            assertThat(state.tokens()).isEqualTo(32);
        }
    }

    @Test
    void whatWasSavedLoads() throws IOException {
        load("muon_clip");
    }

    @ParameterizedTest
    @CsvSource({
        "step, x1, `step` is \"x1\" and should be a count",
        "tokens, -5, `tokens` is \"-5\" and should be a count",
        "non_finite_in_a_row, 99999999999, `non_finite_in_a_row` is \"99999999999\"",
        "optimizer_steps, , `optimizer_steps` is missing"
    })
    void damagedCountersAreNamed(String key, @Nullable String value, String message)
            throws IOException {
        Map<String, String> damaged = new HashMap<>(counters);
        if (value == null) {
            damaged.remove(key);
        } else {
            damaged.put(key, value);
        }
        writeOptimizer(damaged, "");
        refused("muon_clip", message);
    }

    @Test
    void damagedSecondsAreNamed() throws IOException {
        Files.writeString(folder.resolve("seconds.txt"), "12,5");
        refused("muon_clip", "seconds.txt does not hold a number of seconds");
    }

    @Test
    void aMissingMomentumIsNamed() throws IOException {
        writeOptimizer(counters, "model.layers.0.self_attn.o_proj.weight.momentum_buffer");
        refused(
                "muon_clip",
                "1 tensors are missing and 0 surplus (model.layers.0.self_attn.o_proj");
    }

    @Test
    void anotherOptimizerIsNamed() {
        refused("adamw", "was trained with optimizer.kind muon_clip, now it is adamw");
    }

    private void refused(String kind, String message) {
        long before = NativeMemory.liveTensors();
        assertThatThrownBy(() -> load(kind))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
        assertThat(NativeMemory.liveTensors()).isEqualTo(before);
    }
}
