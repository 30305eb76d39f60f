package dev.baltoro.train.pretrain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningTest {
    private static final String RHYME = "round and round the rugged rock the ragged rascal ran. ";

    @TempDir Path folder;

    /// One sentence again and again: frequencies alone give about 2.3 nats, the order gives nearly
    /// 0. The seed is fixed; with AVX or AVX2 and 1, 2 or 3 workers the loss ends at 0.11 to 0.12,
    /// a seventh of the bound.
    @ParameterizedTest
    @ValueSource(strings = {"muon_clip", "adamw"})
    void learnsWhatIsEasyToLearn(String optimizer) throws IOException {
        Path shards =
                TinyRun.dataset(
                        folder.resolve("shards"),
                        0.2,
                        Map.of(
                                "rhyme",
                                IntStream.range(0, 20)
                                        .mapToObj(i -> i + RHYME.repeat(5))
                                        .toList()));
        Recipe recipe =
                TinyRun.recipe(
                        shards,
                        "optimizer.kind=" + optimizer,
                        "stages.0.steps=60",
                        "evaluate_every_steps=0",
                        "optimizer.qk_clip.tau=30");
        try (PretrainingRun run = TinyRun.start(folder.resolve("run"), recipe)) {
            double entropy = requireNonNull(run.unigramEntropy().get("rhyme"));
            assertThat(TinyRun.train(run, () -> false)).isTrue();
            assertThat(lastLoss(folder.resolve("run"))).isLessThan(entropy / 3);
        }
    }

    @Test
    void textWithoutAHeldOutPartIsTrainedOnWhereNothingIsMeasured() throws IOException {
        Path shards =
                TinyRun.dataset(
                        folder.resolve("shards"), 0, Map.of("rhyme", List.of(RHYME.repeat(30))));
        Path path = folder.resolve("run");
        try (PretrainingRun run =
                TinyRun.start(path, TinyRun.recipe(shards, "data.held_out_tokens=0"))) {
            assertThat(TinyRun.train(run, () -> false)).isTrue();
            assertThat(run.unigramEntropy()).isEmpty();
        }
    }

    private static double lastLoss(Path run) throws IOException {
        String line =
                TinyRun.metrics(run).stream()
                        .filter(l -> l.contains("\"loss\":"))
                        .toList()
                        .getLast();
        return Double.parseDouble(line.replaceAll(".*\"loss\":([^,]+),.*", "$1"));
    }

    @Test
    void theExportedModelIsTheTrainedOneToTheLastBit() throws IOException {
        Path shards = TinyRun.dataset(folder.resolve("shards"));
        // The exported weights are the fp32 masters, so the trained model must compute with these.
        Recipe recipe = TinyRun.recipe(shards, "precision=fp32");
        try (PretrainingRun run = TinyRun.start(folder.resolve("run"), recipe)) {
            assertThat(TinyRun.train(run, () -> false)).isTrue();
            Path exported = run.export(DType.F32);
            try (K2Model loaded = Checkpoints.load(exported, DType.F32, note -> {});
                    Scope scope = Scope.open()) {
                TokenBatch batch = TokenBatch.of(107, 105, 109, 105, 32, 109, 117, 111, 110, 256);
                assertThat(loaded.config()).isEqualTo(run.training().model().config());
                assertThat(loaded.logits(batch).equalTo(run.training().model().logits(batch)))
                        .isTrue();
            }
        }
    }

    @Test
    void aRunThatCannotBeginLeavesNoFolder() {
        Path run = folder.resolve("run");
        Recipe noShards = TinyRun.recipe(folder.resolve("none"));
        assertThatThrownBy(() -> TinyRun.start(run, noShards)).hasMessageContaining("none");
        assertThat(run).doesNotExist();

        Path shards = TinyRun.dataset(folder.resolve("shards"));
        Recipe noWeights =
                TinyRun.recipe(
                        shards, "model.preset=null", "model.from=" + folder.resolve("missing"));
        assertThatThrownBy(() -> TinyRun.start(run, noWeights)).hasMessageContaining("missing");
        assertThat(run).doesNotExist();
    }

    @Test
    void sequencesLongerThanTheContextAreRefusedAtTheStart() {
        Path shards = TinyRun.dataset(folder.resolve("shards"));
        Recipe recipe =
                TinyRun.recipe(
                        shards,
                        "stages=[{name: short, sequence_length: 32, steps: 1}, {name: long, sequence_length: 64, steps: 1}]");
        assertThatThrownBy(() -> TinyRun.start(folder.resolve("run"), recipe))
                .hasMessageContaining("stages.1.sequence_length 64 exceeds")
                .hasMessageContaining("context of 32")
                .hasMessageContaining("yarn_factor");
    }

    @Test
    void aRunIsTheOnlyOneInItsFolder() throws IOException {
        Recipe recipe = TinyRun.recipe(TinyRun.dataset(folder.resolve("shards")));
        Path path = folder.resolve("run");
        try (PretrainingRun run = TinyRun.start(path, recipe)) {
            assertThat(run.step()).isZero();
            assertThatThrownBy(() -> TinyRun.reopen(path))
                    .hasMessageContaining("another run is using");
        }
        assertThatThrownBy(() -> TinyRun.start(path, recipe))
                .hasMessageContaining("already in")
                .hasMessageContaining("--resume");
        try (PretrainingRun run = TinyRun.reopen(path)) {
            assertThat(run.step()).as("no checkpoint yet: from the beginning").isZero();
        }
        assertThat(List.of(path.toFile().list())).contains("recipe.yaml");
    }
}
