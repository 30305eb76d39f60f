package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.io.Durable;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run is stopped after step 3 of 6, something is changed by hand, and it is to go on.
class ChangedRunTest {
    @TempDir static Path shared;
    private static Path shards;
    @TempDir Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        shards = TinyRun.dataset(shared.resolve("shards"));
        TinyRun.trainTo(
                3,
                shared.resolve("run"),
                TinyRun.recipe(shards, "checkpoint={every_steps: 1, keep: 1}"));
    }

    private Path changed(String... set) throws IOException {
        Path run = copy(shared.resolve("run"), folder.resolve("run"));
        Path file = run.resolve("recipe.yaml");
        Files.writeString(file, Recipe.load(file, List.of(set)).toYaml());
        return run;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "model.set.num_hidden_layers=3 | model.set.num_hidden_layers was 2, is now 3",
                "model.set.hidden_size=64 | hidden_size was 32, is now 64",
                "model.preset=mini | model.preset was nano, is now mini",
                "model.set.n_routed_experts=16 | n_routed_experts was 8, is now 16",
                "model.set.vocab_size=300 | vocab_size was 257, is now 300",
                "model.set.rope_theta=1000 | rope_theta was",
                "stages.0.yarn_factor=2 | max_position_embeddings was 32, is now 64",
                "optimizer.kind=adamw | optimizer.kind was muon_clip, is now adamw",
                "seed=4 | seed was 3, is now 4",
                "batch.tokens=512 | batch.tokens was 256, is now 512",
                "stages.0.sequence_length=16 | stages.0.sequence_length was 32, is now 16",
                "stages.0.batch_tokens=512 | stages.0.batch_tokens was nothing, is now 512",
                "data.mix={prose: 1, verse: 1} | data.mix.prose was nothing, is now 1",
                "data.document_mask=false | data.document_mask was true, is now false"
            })
    void whatCannotGoOnIsNamedWithBothValues(String set, String message) throws IOException {
        Path run = changed(set);
        assertThatThrownBy(() -> TinyRun.reopen(run))
                .hasMessageContaining(message)
                .hasMessageContaining("(step 3)")
                .hasMessageContaining("set it back, or start a new run with model.from: ");
        Files.writeString(
                run.resolve("recipe.yaml"),
                Files.readString(shared.resolve("run").resolve("recipe.yaml")));
        assertThat(TinyRun.resume(run)).as("set back, nothing is lost").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "stages.0.steps=8 | stages.0.steps was 6, is now 8",
                "stages.0.steps=3 | stages.0.steps was 6, is now 3",
                "schedule.peak=0.005 | schedule.peak was 0.01, is now 0.005",
                "precision=bf16 | precision was fp32, is now bf16",
                "optimizer.qk_clip.tau=7 | optimizer.qk_clip.tau was 1.0, is now 7.0",
                "batch.micro_batch_tokens=32 | batch.micro_batch_tokens was 64, is now 32",
                "balance.sequence_loss=0.01 | balance.sequence_loss was 1.0E-4, is now 0.01",
                "workers=1 | workers was 2, is now 1"
            })
    void whatCanGoOnHoldsFromTheNextStepAndIsTold(String set, String line) throws IOException {
        Path run = changed(set);
        try (PretrainingRun resumed = TinyRun.reopen(run)) {
            assertThat(resumed.changes()).containsExactly("changed since step 3: " + line);
            assertThat(TinyRun.train(resumed, () -> false)).isTrue();
        }
        try (PretrainingRun again = TinyRun.reopen(run)) {
            assertThat(again.changes())
                    .as("told once, if a checkpoint came after")
                    .hasSize(set.equals("stages.0.steps=3") ? 1 : 0);
        }
    }

    @Test
    void aStageThatHasNotBegunMayBecomeAnother() throws IOException {
        Path run =
                changed(
                        "stages=[{name: pretrain, sequence_length: 32, steps: 3}, {name: late, sequence_length: 16, steps: 2}]");
        assertThat(TinyRun.resume(run)).isNotEmpty();
    }

    @Test
    void anUnchangedRunHasNothingToTell() throws IOException {
        try (PretrainingRun resumed = TinyRun.reopen(changed())) {
            assertThat(resumed.changes()).isEmpty();
        }
    }

    @Test
    void aRecipeThatEndsBeforeTheCheckpointNamesBothSteps() throws IOException {
        Path run = changed("stages.0.steps=2");
        assertThatThrownBy(() -> TinyRun.reopen(run))
                .hasMessageContaining("the run is at step 3, but its recipe ends at step 2")
                .hasMessageContaining("raise stages.0.steps, or take the model of ")
                .hasMessageContaining("step-00000003");
    }

    @Test
    void otherDataUnderTheSamePathIsNamed() throws IOException {
        Path other =
                TinyRun.dataset(
                        folder.resolve("other"),
                        0.2,
                        Map.of("prose", List.of("a b c ".repeat(90)), "verse", texts(30)));
        Path run = changed("data.shards=" + other);
        assertThatThrownBy(() -> TinyRun.reopen(run))
                .hasMessageContaining("is not the data that the run has learned from")
                .hasMessageContaining("domain prose was ")
                .hasMessageContaining(" tokens (");
    }

    @Test
    void theSameDataElsewhereIsTheSameData() throws IOException {
        Path moved = copy(shards, folder.resolve("moved"));
        try (PretrainingRun resumed = TinyRun.reopen(changed("data.shards=" + moved))) {
            assertThat(resumed.changes()).isEmpty();
        }
    }

    @Test
    void dataThatIsGoneIsNamed() throws IOException {
        Path run = changed("data.shards=" + folder.resolve("gone"));
        assertThatThrownBy(() -> TinyRun.reopen(run)).hasMessageContaining("gone");
    }

    @Test
    void aFolderWithoutItsRecipeIsNoPlaceForANewRun() throws IOException {
        Path run = changed();
        Files.delete(run.resolve("recipe.yaml"));
        for (var attempt :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> TinyRun.reopen(run),
                        () -> TinyRun.start(run, TinyRun.recipe(shards)))) {
            assertThatThrownBy(attempt)
                    .hasMessageContaining(
                            "holds the checkpoints of a run whose recipe.yaml is gone")
                    .hasMessageContaining("each checkpoint has a copy");
        }
        Files.copy(
                ResumeTest.checkpoint(run, 3).resolve("recipe.yaml"), run.resolve("recipe.yaml"));
        assertThat(TinyRun.resume(run)).isNotEmpty();
    }

    @Test
    void aRunWhoseCheckpointsAreGoneDoesNotBeginAnewInSilence() throws IOException {
        Path run = changed();
        Durable.deleteTree(run.resolve("checkpoints"));
        String metrics = Files.readString(run.resolve("metrics.jsonl"));
        assertThatThrownBy(() -> TinyRun.reopen(run))
                .hasMessageContaining("has no checkpoint, but its metrics.jsonl goes up to step 3")
                .hasMessageContaining("put the checkpoints back, or remove that file");
        assertThat(Files.readString(run.resolve("metrics.jsonl"))).isEqualTo(metrics);
    }

    @Test
    void metricsThatAreGoneAreTold() throws IOException {
        Path run = changed();
        Files.delete(run.resolve("metrics.jsonl"));
        try (PretrainingRun resumed = TinyRun.reopen(run)) {
            assertThat(resumed.changes())
                    .containsExactly("the metrics end at step 0: curves have a gap up to step 3");
            assertThat(TinyRun.train(resumed, () -> false)).isTrue();
        }
    }

    private static List<String> texts(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(i -> i + " la la la la").toList();
    }

    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
