package dev.baltoro.train.pretrain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.Tensor;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Uninterrupted = resumed ≠ weights-only, byte for byte: state, files and metrics.
class ResumeTest {
    @TempDir static Path shared;
    private static Path shards;
    @TempDir Path folder;

    @BeforeAll
    static void prepare() {
        shards = TinyRun.dataset(shared.resolve("shards"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void aResumedRunEndsInTheBytesOfAnUninterruptedOne(String precision) throws IOException {
        Recipe recipe =
                TinyRun.recipe(
                        shards, "precision=" + precision, "optimizer.newton_schulz_dtype=bf16");
        Map<String, byte[]> whole = TinyRun.train(folder.resolve("whole"), recipe);

        TinyRun.trainTo(3, folder.resolve("parts"), recipe);
        Map<String, byte[]> resumed = TinyRun.resume(folder.resolve("parts"));

        assertSame(resumed, whole);
        assertThat(TinyRun.metrics(folder.resolve("parts")))
                .isEqualTo(TinyRun.metrics(folder.resolve("whole")));
        assertSameCheckpoint(6);
    }

    @Test
    void thePartsOfAStateAllMatter() throws IOException {
        Recipe recipe = TinyRun.recipe(shards);
        TinyRun.trainTo(3, folder.resolve("parts"), recipe);
        Path checkpoint = checkpoint(folder.resolve("parts"), 3);
        Map<String, byte[]> resumed = TinyRun.resume(folder.resolve("parts"));

        Map<String, byte[]> weightsOnly =
                TinyRun.train(
                        folder.resolve("weights"),
                        TinyRun.recipe(
                                shards,
                                "model.preset=null",
                                "model.from=" + checkpoint,
                                "stages.0.steps=3",
                                "schedule.warmup_steps=0"));
        assertThat(differing(weightsOnly, resumed)).isNotEmpty();

        // The same step, data, rate and weights, only the momenta forgotten.
        copy(folder.resolve("parts"), folder.resolve("forgetful"));
        deleteTree(checkpoint(folder.resolve("forgetful"), 6));
        try (PretrainingRun run = TinyRun.reopen(folder.resolve("forgetful"))) {
            assertThat(run.step()).isEqualTo(3);
            run.training().stateTensors().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("momentum_buffer"))
                    .forEach(entry -> zero(entry.getValue()));
            assertThat(TinyRun.train(run, () -> false)).isTrue();
            assertThat(differing(TinyRun.state(run), resumed))
                    .contains("model.layers.0.self_attn.o_proj.weight");
        }
    }

    @Test
    void selectionBiasesMoveAndAreInTheCheckpoint() throws IOException {
        TinyRun.trainTo(3, folder.resolve("run"), TinyRun.recipe(shards));
        String bias = "model.layers.1.mlp.gate.e_score_correction_bias";
        try (PretrainingRun run = TinyRun.reopen(folder.resolve("run"))) {
            Tensor loaded = requireNonNull(run.training().model().weights().get(bias), bias);
            assertThat(loaded.abs().max().item()).isGreaterThan(0);
        }
    }

    @Test
    void stagesOfOtherLengthsResumeOnBothSidesOfTheirBorder() throws IOException {
        Recipe recipe =
                TinyRun.recipe(
                        shards,
                        "stages=[{name: short, sequence_length: 32, steps: 3}, {name: long, sequence_length: 64, steps: 3, yarn_factor: 4}]",
                        "evaluate_every_steps=3");
        Map<String, byte[]> whole = TinyRun.train(folder.resolve("whole"), recipe);
        for (int stop : List.of(2, 3, 4)) {
            Path run = folder.resolve("stopped-" + stop);
            TinyRun.trainTo(stop, run, recipe);
            assertSame(TinyRun.resume(run), whole);
            assertThat(TinyRun.metrics(run)).isEqualTo(TinyRun.metrics(folder.resolve("whole")));
        }
    }

    private void assertSameCheckpoint(int step) throws IOException {
        Path one = checkpoint(folder.resolve("whole"), step);
        Path other = checkpoint(folder.resolve("parts"), step);
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "config.json")) {
            assertThat(Files.mismatch(one.resolve(file), other.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    static Path checkpoint(Path run, int step) {
        return run.resolve("checkpoints").resolve("step-%08d".formatted(step));
    }

    static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        assertThat(differing(actual, expected)).isEmpty();
    }

    /// {@return the names under which both have other bytes}
    static List<String> differing(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.entrySet().stream()
                .filter(entry -> !Arrays.equals(entry.getValue(), other.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void zero(Tensor tensor) {
        assertThat(tensor.abs().max().item()).isGreaterThan(0);
        Tensor unused = tensor.zero_();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
