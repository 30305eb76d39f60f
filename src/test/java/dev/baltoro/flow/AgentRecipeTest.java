package dev.baltoro.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A recipe of three recipes.
class AgentRecipeTest {
    private static final String SMALL =
            """
            name: tiny
            seed: 7
            gyms: [{name: memory, weight: 2}, {name: reading, difficulty: 2}]
            pretrain: {model: {preset: nano}, batch: {tokens: 512}}
            sft: {context: 256}
            rl: {iterations: 3, seed: 9}
            """;

    @Test
    void whatFollowsFromTheStepBeforeNeedNotBeWritten() {
        AgentRecipe recipe = AgentRecipe.parse(SMALL, List.of("rl.rate.peak=2e-4", "seed=8"));
        Recipe pretrain = recipe.pretrain(Path.of("a b/data"));
        assertThat(pretrain.seed()).isEqualTo(8);
        assertThat(pretrain.data().shards()).isEqualTo(Path.of("a b/data"));
        assertThat(pretrain.name()).isEqualTo("tiny/pretrain");
        SftRecipe sft = recipe.sft(Path.of("pretrain"), Path.of("solutions.jsonl"));
        assertThat(sft.model().from()).isEqualTo(Path.of("pretrain"));
        assertThat(sft.data().train()).containsExactly(Path.of("solutions.jsonl"));
        RlRecipe rl = recipe.rl(Path.of("sft"), Path.of("data"));
        assertThat(rl.seed()).isEqualTo(9);
        assertThat(rl.rate().peak()).isEqualTo(2e-4);
        assertThat(rl.gyms()).isEqualTo(recipe.own().gyms());
        assertThat(rl.objective().ptx().shards()).contains(Path.of("data"));
    }

    @Test
    void theRecipesThatComeWithBaltoroAreRead() {
        assertThat(AgentRecipe.load(Path.of("recipes/agentic.yaml"), List.of()).own().name())
                .isEqualTo("agentic");
    }

    @Test
    void aDomainThatTheMachineHasNotIsLeftOutOfTheMix() {
        AgentRecipe recipe = AgentRecipe.load(Path.of("recipes/quickstart.yaml"), List.of());
        Path shards = Path.of("data");
        Set<String> all = Set.of("dialogues", "knowledge", "code", "mathematics");
        Set<String> noCode = Set.of("dialogues", "knowledge", "mathematics");
        assertThat(recipe.pretrain(shards, all)).isEqualTo(recipe.pretrain(shards));
        Recipe without = recipe.pretrain(shards, noCode);
        assertThat(without.data().mix()).containsOnlyKeys(noCode);
        assertThat(without.stages()).isEqualTo(recipe.pretrain(shards).stages());
    }

    @Test
    void aKeyThatNoStepKnowsIsRefusedBeforeAnythingIsDone() {
        for (String wrong :
                List.of(
                        "rl.iteration=3",
                        "sft.contxt=3",
                        "pretrain.seeds=1",
                        "vocabular=3",
                        "text=[novels]")) {
            assertThatThrownBy(() -> AgentRecipe.parse(SMALL, List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(RecipeException.class);
        }
        assertThatThrownBy(() -> AgentRecipe.parse("gyms: [{name: memory}]\nrl: 3", List.of()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("rl must be");
    }
}
