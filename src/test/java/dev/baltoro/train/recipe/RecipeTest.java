package dev.baltoro.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
    private static final String SMALLEST = "model: {preset: nano}\ndata: {shards: data/x}\n";

    @TempDir Path folder;

    private static Recipe with(String... overrides) {
        return Recipe.parse(SMALLEST, List.of(overrides));
    }

    @Test
    void modelAndDataAreEnough() {
        Recipe recipe = with();
        assertThat(recipe.model().preset()).contains("nano");
        assertThat(recipe.data().shards()).isEqualTo(Path.of("data/x"));
        assertThat(recipe.batch()).isEqualTo(new Batch(8192, 4096));
        assertThat(recipe.stages())
                .singleElement()
                .satisfies(stage -> assertThat(stage.yarnFactor()).isEmpty());
        assertThat(recipe.optimizer().epsilon()).isEqualTo(1e-8);
        assertThat(recipe.precision()).isEqualTo(Precision.AUTO);
        assertThat(recipe.balance().biasRule()).isEqualTo(Balance.BiasRule.SIGN);
        assertThat(recipe.steps()).isEqualTo(400);
        assertThat(recipe.tokens()).isEqualTo(400 * 8192);
    }

    @Test
    void writtenAsRunItReadsBackEqual() {
        Recipe recipe =
                with(
                        "name='yes: \"quoted\" # and \\ </script>'",
                        "tokenizer=x/tokenizer",
                        "model.set={num_hidden_layers: 6, rope_theta: 1.0e6, tie_word_embeddings: true, model_type: '7'}",
                        "data.mix={code: 0.25, 'on': 3}",
                        "stages=[{name: a, sequence_length: 128, steps: 3}, {name: b, sequence_length: 256, steps: 5, yarn_factor: 4, batch_tokens: 512}]",
                        "schedule.warmup_steps=2",
                        "optimizer.epsilon=1e-12",
                        "optimizer.kind=adamw",
                        "generate.prompts=['two\nlines', '- 7', 'null', '3']");
        assertThat(Recipe.parse(recipe.toYaml(), List.of())).isEqualTo(recipe);
        assertThat(recipe.model().set())
                .containsEntry("num_hidden_layers", 6L)
                .containsEntry("rope_theta", 1.0e6)
                .containsEntry("tie_word_embeddings", true)
                .containsEntry("model_type", "7");
        assertThat(recipe.toYaml()).contains("newton_schulz_dtype: auto", "bias_frozen_fraction:");
    }

    @Test
    void unknownKeyNamesFilePathAndNearestKey() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, SMALLEST + "optimizer: {qk_clip: {taw: 5}}\n");
        assertThatThrownBy(() -> Recipe.load(file, List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessage(file + ": unknown key `optimizer.qk_clip.taw`; did you mean `tau`?");
    }

    @Test
    void unknownKeyFarFromAllListsThoseThatExist() {
        assertThatThrownBy(() -> with("batch.banana_split=3"))
                .hasMessage(
                        "--set batch.banana_split=3: unknown key `batch.banana_split`; known here:"
                                + " tokens, micro_batch_tokens");
    }

    @Test
    void missingRequiredKeyNamesItsPath() {
        assertThatThrownBy(() -> Recipe.parse("model: {preset: nano}", List.of()))
                .hasMessage("`data.shards` is missing and has no default; write it");
        assertThatThrownBy(() -> Recipe.parse("data: {shards: x}", List.of()))
                .hasMessageContaining("model.preset is missing: write exactly one of");
        assertThatThrownBy(() -> with("model.from=x"))
                .hasMessageContaining("exactly one of preset, config, from");
        assertThatThrownBy(() -> with("stages=[{name: a, steps: 4}]"))
                .hasMessage("`stages.0.sequence_length` is missing and has no default; write it");
    }

    @Test
    void wrongTypesSayWhatIsWanted() {
        assertThatThrownBy(() -> with("schedule.peak=fast"))
                .hasMessage("`schedule.peak` must be a number, but is fast");
        assertThatThrownBy(() -> with("batch.tokens=1.5"))
                .hasMessage("`batch.tokens` must be a whole number, but is 1.5");
        assertThatThrownBy(() -> with("batch.tokens=99999999999"))
                .hasMessage("`batch.tokens` must be at most 2147483647, but is 99999999999");
        assertThatThrownBy(() -> with("optimizer.nesterov=maybe"))
                .hasMessageStartingWith("`optimizer.nesterov` must be true or false");
        assertThatThrownBy(() -> with("optimizer.kind=sgd"))
                .hasMessage("`optimizer.kind` must be one of muon_clip, adamw, but is sgd");
        assertThatThrownBy(() -> with("optimizer=5")).hasMessageContaining("`optimizer`");
        assertThatThrownBy(() -> with("stages=pretrain"))
                .hasMessage("`stages` must be a list, but is pretrain");
        assertThatThrownBy(() -> with("data.mix={code: much}"))
                .hasMessage("`data.mix.code` must be a number, but is much");
        assertThatThrownBy(() -> with("schedule.peak=.nan"))
                .hasMessageStartingWith("`schedule.peak` must be a number");
    }

    @Test
    void valuesOutOfRangeNameTheirPath() {
        assertThatThrownBy(() -> with("optimizer.momentum=1"))
                .hasMessage("optimizer.momentum must be from 0 to below 1, but is 1");
        assertThatThrownBy(() -> with("stages.0.steps=0"))
                .hasMessage("stages.0.steps must be above 0, but is 0");
        assertThatThrownBy(() -> with("schedule.floor=1"))
                .hasMessage("schedule.floor must be at most peak, but is 1.0");
        assertThatThrownBy(() -> with("batch.tokens=1000"))
                .hasMessage(
                        "stages.0.sequence_length must divide the 1000 tokens of a step, but is 256");
        assertThatThrownBy(() -> with("stages.0.sequence_length=8192"))
                .hasMessageContaining("batch.micro_batch_tokens must hold a sequence of stages.0");
        assertThatThrownBy(() -> with("stages.0.steps=10"))
                .hasMessage(
                        "schedule.warmup_steps must be at most the stages' 10 steps, but is 50");
    }

    @Test
    void overridesReachListsMapsAndWholeTrees() {
        Recipe recipe =
                with(
                        "stages.0.steps=77",
                        "stages.0.yarn_factor=4",
                        "model.set.num_hidden_layers=6",
                        "optimizer={momentum: 0.9, qk_clip: {tau: 30}}",
                        "data.mix.code=2");
        assertThat(recipe.stages().getFirst().steps()).isEqualTo(77);
        assertThat(recipe.stages().getFirst().yarnFactor()).isEqualTo(OptionalDouble.of(4));
        assertThat(recipe.model().set()).containsEntry("num_hidden_layers", 6L);
        assertThat(recipe.optimizer().momentum()).isEqualTo(0.9);
        assertThat(recipe.optimizer().qkClip().tau()).isEqualTo(30);
        assertThat(recipe.data().mix()).containsEntry("code", 2.0);
    }

    @Test
    void overrideWithoutValueReturnsToTheDefault() {
        Recipe recipe =
                Recipe.parse(
                        SMALLEST + "batch: {tokens: 512}",
                        List.of("batch.tokens=", "model.preset=", "model.config=c.json"));
        assertThat(recipe.batch().tokens()).isEqualTo(8192);
        assertThat(recipe.model().preset()).isEmpty();
    }

    @Test
    void wrongOverridesNameThemselves() {
        assertThatThrownBy(() -> with("batch.tokens"))
                .hasMessage("`batch.tokens` must be path.to.key=value");
        assertThatThrownBy(() -> with("stages.3.steps=1"))
                .hasMessage(
                        "--set stages.3.steps=1: `stages.3`: the list has 1 elements; count from 0");
        assertThatThrownBy(() -> with("seed.x=1"))
                .hasMessageStartingWith("--set seed.x=1: `seed` is one value");
        assertThatThrownBy(() -> with("optimizer={qk_clip: {enabeld: true}}"))
                .hasMessageContaining(
                        "unknown key `optimizer.qk_clip.enabeld`; did you mean `enabled`?");
        assertThatThrownBy(() -> with("batch..tokens=1")).hasMessageContaining("unknown key");
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThatThrownBy(() -> Recipe.parse("name: a\nmodel: {preset: nano\n", List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("line ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThatThrownBy(() -> Recipe.parse("name: a\nname: b\n", List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> Recipe.parse("- a", List.of()))
                .hasMessage("must be `key: value` lines");
        assertThatThrownBy(() -> Recipe.load(folder.resolve("none.yaml"), List.of()))
                .hasMessage(folder.resolve("none.yaml") + ": no such file");
    }

    @Test
    void filesThatAreNoRecipeAreOneLineErrors() throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xe9});
        assertThatThrownBy(() -> Recipe.load(latin, List.of()))
                .hasMessage(latin + ": is not UTF-8 text; is this the right file?");
        assertThatThrownBy(() -> Recipe.parse("name: " + "[".repeat(3000), List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void presetDecidesTauWhereTheRecipeDoesNot() {
        assertThat(with().optimizer().qkClip().tau()).isEqualTo(8);
        assertThat(with("model.preset=small").optimizer().qkClip().tau()).isEqualTo(30);
        assertThat(with("model.preset=kimi-k2").optimizer().qkClip().tau()).isEqualTo(100);
        assertThat(with("optimizer.qk_clip.tau=5").optimizer().qkClip().tau()).isEqualTo(5);
    }

    /// Another key that may be left to the machine has to join both [Machine] and [Recipe#decided],
    /// or its `auto` stays and is found here.
    @Test
    void aDecidedRecipeLeavesNothingToTheMachine() {
        assertThat(with().toYaml()).contains(": auto", "workers: 0");
        Machine machine = new Machine(7, Precision.BF16, Precision.FP32);
        Recipe decided = with().decided(machine);
        assertThat(decided.toYaml()).doesNotContain(": auto").contains("workers: 7");
        assertThat(Machine.of(decided)).isEqualTo(machine);
        assertThat(Machine.of(with().decided(Machine.here()))).isEqualTo(Machine.here());
    }

    @Test
    void whatTheRecipeSaysIsNotTheMachinesToDecide() {
        Recipe written = with("workers=3", "precision=fp32", "optimizer.newton_schulz_dtype=bf16");
        assertThat(written.decided(new Machine(7, Precision.BF16, Precision.FP32)))
                .isEqualTo(written);
    }
}
