package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Config.Yarn;
import dev.baltoro.model.Presets;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextsTest {
    private static Recipe recipe(String... lines) {
        return Recipe.parse(String.join("\n", lines), List.of("data.shards=none"));
    }

    private static K2Config config(Recipe recipe, int vocabulary) {
        return Contexts.config(recipe, vocabulary, note -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"kimi-k2", "deepseek-v3", "moonlight-16b-a3b", "nano"})
    void everyPresetTakesASmallerVocabulary(String preset) {
        K2Config config = config(recipe("model: {preset: " + preset + "}"), 300);

        assertThat(config.vocabSize()).isEqualTo(300);
        assertThat(config.eosTokenId().orElse(0)).isLessThan(300);
    }

    @Test
    void aVocabularyThatHasThePresetsEndsKeepsThem() {
        K2Config config = config(recipe("model: {preset: kimi-k2}"), 163_840);

        assertThat(config.eosTokenId()).isEqualTo(Presets.named("kimi-k2").eosTokenId());
    }

    /// Report §2.5: 4,096 tokens, then 32,768, then YaRN to 128k.
    @Test
    void kimiK2IsExtendedInItsLongContextStageAndNotBefore() {
        Recipe k2 = Recipe.load(Path.of("recipes/kimi-k2.yaml"), List.of());
        K2Config shape = config(k2, 163_840);

        for (int stage = 0; stage < 2; stage++) {
            K2Config early = Contexts.of(shape, k2, stage);
            assertThat(early.maxPositionEmbeddings()).isEqualTo(4096);
            assertThat(early.yarn().map(Yarn::factor)).contains(1.0);
        }
        K2Config last = Contexts.of(shape, k2, 2);
        K2Config released = Presets.named("kimi-k2");
        assertThat(last.yarn()).isEqualTo(released.yarn());
        assertThat(last.maxPositionEmbeddings()).isEqualTo(released.maxPositionEmbeddings());
        Contexts.requireFit(shape, k2);
    }

    @Test
    void stagesPastTheContextAreTheRecipesMistake() {
        Recipe recipe =
                recipe(
                        "model: {preset: nano}",
                        "batch: {tokens: 8192, micro_batch_tokens: 8192}",
                        "stages: [{name: long, sequence_length: 2048, steps: 100}]");

        assertThatThrownBy(() -> Contexts.requireFit(config(recipe, 300), recipe))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("stages.0.sequence_length 2048 exceeds");
    }
}
