package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaseFlowTest {
    /// 143,000 tokens: 1,000 requests, if it were all tools.
    private static Recipe recipe(String mix) {
        return Recipe.parse(
                """
                model: {preset: nano}
                data: {shards: none, mix: %s}
                batch: {tokens: 1430, micro_batch_tokens: 1430}
                stages: [{name: pretrain, sequence_length: 1430, steps: 100}]
                schedule: {warmup_steps: 1}
                """
                        .formatted(mix),
                List.of());
    }

    @Test
    void asManyRequestsAreWrittenAsTheStepsReadOnceAndAFewMore() {
        assertThat(BaseFlow.requests(recipe("{}"))).isEqualTo(1150);
        assertThat(BaseFlow.requests(recipe("{tools: 0.8, knowledge: 0.2}"))).isEqualTo(920);
    }

    @Test
    void theCorpusIsReadForAsLongAsItsShareSays() {
        assertThat(BaseFlow.requests(recipe("{tools: 0.2, knowledge: 0.2, corpus: 0.6}")))
                .isEqualTo(690);
    }

    @Test
    void aNumberOfRequestsIsRefusedWhereItIsNone() {
        assertThatThrownBy(() -> BaseRecipe.parse("{}", List.of("requests=0")))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("requests");
        assertThatThrownBy(() -> BaseRecipe.parse("{}", List.of("requests=10000001")))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("at most 10000000");
    }
}
