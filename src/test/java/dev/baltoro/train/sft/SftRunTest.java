package dev.baltoro.train.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.DataException;
import dev.baltoro.io.Durable;
import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.step.PassResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftRunTest {
    @TempDir private static Path shared;
    private static Path pretrained = Path.of("");
    private static Path conversations = Path.of("");
    @TempDir private Path folder;

    @BeforeAll
    static void pretrain() throws IOException {
        pretrained = TinySft.pretrained(shared);
        conversations = TinySft.conversations(shared.resolve("chats.jsonl"), 80);
    }

    private static SftRecipe recipe(String... set) {
        return TinySft.recipe(pretrained, conversations, set);
    }

    private static Map<String, byte[]> finish(SftRun run) throws IOException {
        assertThat(TinySft.train(run, () -> false)).isTrue();
        return TinySft.state(run);
    }

    private static void assertSame(Map<String, byte[]> one, Map<String, byte[]> other) {
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(other.get(name)));
    }

    @Test
    void aRunThatWasStoppedGoesOnToTheBytesOfOneThatWasNot() throws IOException {
        Path whole = folder.resolve("whole");
        Map<String, byte[]> uninterrupted;
        try (SftRun run = SftRun.start(whole, recipe(), TinySft.SILENT)) {
            uninterrupted = finish(run);
        }
        Path stopped = folder.resolve("stopped");
        try (SftRun run = SftRun.start(stopped, recipe(), TinySft.SILENT)) {
            assertThat(TinySft.train(run, () -> run.step() >= 2)).isFalse();
        }
        try (SftRun run = SftRun.resume(stopped, TinySft.SILENT)) {
            assertThat(run.step()).isEqualTo(2);
            assertSame(finish(run), uninterrupted);
        }
        assertThat(TinySft.metrics(stopped)).isEqualTo(TinySft.metrics(whole));
        assertThat(TinySft.metrics(whole).stream().filter(it -> it.contains("\"held_out\"")))
                .hasSize(3); // before the first step, after the third and the sixth
    }

    /// Whatever becomes of the files that were read.
    @Test
    void aRunWithoutACheckpointBeginsAnewWithItsOwnShards() throws IOException {
        Path files = TinySft.conversations(folder.resolve("chats.jsonl"), 40);
        Path run = folder.resolve("run");
        try (SftRun begun = SftRun.start(run, TinySft.recipe(pretrained, files), TinySft.SILENT)) {
            assertThat(begun.step()).isZero();
        }
        Files.delete(files);
        try (SftRun again = SftRun.resume(run, TinySft.SILENT)) {
            Map<String, byte[]> unused = finish(again);
        }
    }

    @Test
    void theOptimizerGoesOnWithTheMomentaOfItsRun() throws IOException {
        Path checkpoint = pretrained.resolve("checkpoints/step-00000006");
        try (SftRun run = SftRun.start(folder.resolve("run"), recipe(), TinySft.SILENT)) {
            assertThat(String.join("\n", run.description())).contains("goes on with the momenta");
            SafetensorsFile before =
                    SafetensorsFile.open(checkpoint.resolve("optimizer.safetensors"));
            run.training()
                    .stateTensors()
                    .forEach((name, tensor) -> {
                        if (before.tensors().containsKey(name)) {
                            assertThat(tensor.toFloats())
                                    .as(name)
                                    .isEqualTo(before.tensor(name).toFloats());
                        }
                    });
        }
    }

    @Test
    void aModelsFolderHasNoMomentaAndTheRunSaysSo() throws IOException {
        Path model = folder.resolve("model");
        try (SftRun run = SftRun.start(folder.resolve("first"), recipe(), TinySft.SILENT)) {
            Map<String, byte[]> unused = finish(run);
            Files.move(run.export(DType.F32), model);
        }
        SftRecipe second = TinySft.recipe(model, conversations);
        try (SftRun run = SftRun.start(folder.resolve("second"), second, TinySft.SILENT)) {
            assertThat(String.join("\n", run.description()))
                    .contains("the optimizer begins anew: ")
                    .contains("has no optimizer.safetensors");
        }
    }

    @Test
    void learningLowersTheHeldOutLoss() throws IOException {
        Path run = folder.resolve("run");
        try (SftRun training =
                SftRun.start(
                        run, recipe("max_steps=30", "evaluate_every_steps=0"), TinySft.SILENT)) {
            double before = training.training().heldOut().orElseThrow();
            Map<String, byte[]> unused = finish(training);
            assertThat(training.training().heldOut().orElseThrow()).isLessThan(before / 2);
        }
    }

    /// Each token that is not padding is given to as many experts as a token has, and no other.
    @Test
    void paddingIsNoExpertsLoad() throws IOException {
        try (SftRun run = SftRun.start(folder.resolve("run"), recipe(), TinySft.SILENT)) {
            FineTuning training = run.training();
            K2Config config = training.model().config();
            List<Long> loads = new ArrayList<>();
            List<Long> tokens = new ArrayList<>(List.of(0L));
            training.run(
                    new FineTuning.Watcher() {
                        @Override
                        public void step(Metric.Step step, PassResult pass) {
                            for (long[] layer : pass.telemetry().loads()) {
                                long load = Arrays.stream(layer).sum();
                                if (load > 0) {
                                    loads.add(load);
                                }
                            }
                            tokens.add(step.tokens());
                        }

                        @Override
                        public void evaluate(long step) {}

                        @Override
                        public void checkpoint(long step) {}
                    },
                    () -> false);
            assertThat(loads).hasSize(6);
            for (int i = 0; i < loads.size(); i++) {
                long ofStep = tokens.get(i + 1) - tokens.get(i);
                assertThat(ofStep).isLessThan(640);
                assertThat(loads.get(i)).isEqualTo(ofStep * config.numExpertsPerTok());
            }
        }
    }

    @Test
    void epochsHaveEachConversationAsOftenAsTheySay() throws IOException {
        String open = recipe().toYaml().replaceAll("max_steps.*\n", "");
        SftRecipe written = SftRecipe.parse(open, List.of("epochs=2", "evaluate_every_steps=0"));
        Path folder = this.folder.resolve("run");
        try (SftRun run = SftRun.start(folder, written, TinySft.SILENT)) {
            Map<String, byte[]> unused = finish(run);
            String tokens = run.description().getFirst().replaceAll(".*\\((.*) tokens\\).*", "$1");
            long once = Long.parseLong(tokens.replace(",", ""));
            String last =
                    TinySft.metrics(folder).stream()
                            .filter(line -> line.contains("\"type\":\"step\""))
                            .toList()
                            .getLast();
            assertThat(last)
                    .contains("\"step\":" + run.steps() + ",")
                    .contains("\"tokens\":" + 2 * once + ",");
        }
    }

    @Test
    void malformedRecordsAreQuarantinedWithLineAndReason() throws IOException {
        Path file = folder.resolve("chats.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(conversations));
        lines.add(3, "{\"messages\": [");
        lines.add(7, "{\"messages\":[{\"role\":\"narrator\",\"content\":\"x\"}]}");
        Files.write(file, lines);
        Path run = folder.resolve("run");
        try (SftRun training =
                SftRun.start(run, TinySft.recipe(pretrained, file), TinySft.SILENT)) {
            assertThat(String.join("\n", training.description()))
                    .contains("2 records are not learned from");
        }
        List<String> quarantine =
                Files.readAllLines(run.resolve("data/conversations/quarantine.jsonl"));
        assertThat(quarantine).hasSize(2);
        assertThat(quarantine.get(0)).contains("\"line\":4").contains("not JSON");
        assertThat(quarantine.get(1)).contains("\"line\":8").contains("narrator");
    }

    @Test
    void aFileWithNothingToTrainOnNamesItsFirstRecordAndWhy() throws IOException {
        Path file = Files.writeString(folder.resolve("chats.jsonl"), "{\"messages\":[]}\n");
        assertThatThrownBy(() ->
                        SftRun.start(
                                folder.resolve("run"),
                                TinySft.recipe(pretrained, file),
                                TinySft.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("messages");
        assertThat(folder.resolve("run/recipe.yaml")).doesNotExist();
    }

    @Test
    void aChangedRecipeOrChangedShardsAreRefusedOnResuming() throws IOException {
        Path run = folder.resolve("run");
        try (SftRun begun = SftRun.start(run, recipe(), TinySft.SILENT)) {
            assertThat(TinySft.train(begun, () -> begun.step() >= 1)).isFalse();
        }
        Path file = run.resolve("recipe.yaml");
        String yaml = Files.readString(file);
        Files.writeString(file, yaml.replace("seed: 1", "seed: 2"));
        assertThatThrownBy(() -> SftRun.resume(run, TinySft.SILENT))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("seed was 1, is now 2");
        Files.writeString(
                file, yaml.replace("report_every_seconds: 3600", "report_every_seconds: 9"));
        try (SftRun again = SftRun.resume(run, TinySft.SILENT)) {
            assertThat(again.step()).isEqualTo(1);
        }
        Path other = folder.resolve("other");
        try (SftRun begun = SftRun.start(other, recipe("seed=5"), TinySft.SILENT)) {
            assertThat(begun.step()).isZero();
        }
        Durable.deleteTree(run.resolve("data"));
        Files.move(other.resolve("data"), run.resolve("data"));
        assertThatThrownBy(() -> SftRun.resume(run, TinySft.SILENT))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("shards are not those");
    }

    /// No preparation of data makes the same shards again, so none is advised.
    @Test
    void aRunWhoseConversationsAreGoneSaysWhatToDo() throws IOException {
        Path run = folder.resolve("run");
        try (SftRun begun = SftRun.start(run, recipe(), TinySft.SILENT)) {
            assertThat(TinySft.train(begun, () -> begun.step() >= 1)).isFalse();
        }
        Files.writeString(run.resolve("data/manifest.json"), "{");
        assertThatThrownBy(() -> SftRun.resume(run, TinySft.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(run.resolve("data") + " is damaged, ")
                .hasMessageNotContaining("prepare");
        Durable.deleteTree(run.resolve("data"));
        assertThatThrownBy(() -> SftRun.resume(run, TinySft.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(run.resolve("data") + " is gone, ")
                .hasMessageEndingWith("put it back, or begin a new run with model.from: " + run)
                .hasMessageNotContaining("prepare");
    }

    @Test
    void ownFilesMayBeHeldOut() throws IOException {
        Path held = TinySft.conversations(folder.resolve("held.jsonl"), 8);
        SftRecipe written = recipe("data.held_out=[\"" + held + "\"]");
        try (SftRun run = SftRun.start(folder.resolve("run"), written, TinySft.SILENT)) {
            assertThat(run.description().getFirst())
                    .startsWith("80 conversations")
                    .contains("8 held out");
            assertThat(run.training().heldOut()).isPresent();
        }
    }
}
