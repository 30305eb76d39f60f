package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.rl.recipe.RlRecipe;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Iterations for the time that is left.
class ReinforcedTimeTest {
    private static final RlRecipe RECIPE =
            RlRecipe.parse(
                    "{model: m, gyms: [{name: requests}], iterations: 40}",
                    List.of(
                            "rollout.prompts=8",
                            "rollout.samples=10",
                            "guards.base_rate_prompts=10",
                            "guards.base_rate_samples=10",
                            "evaluation.tasks=50",
                            "evaluation.splits=[new_phrasings]"));

    @Test
    void whatIsMeasuredBeforeAndAfterIsTakenOff() {
        // 0.5 s a request: 100 s for 200 that are measured, then 80 rollouts of 0.625 s each
        assertThat(ReinforcedTime.iterations(RECIPE, 0.5, 100 + 5 * 50)).isEqualTo(5);
        assertThat(ReinforcedTime.iterations(RECIPE, 0.5, 100 + 5 * 50 - 1)).isEqualTo(4);
    }

    @Test
    void thereIsOneAtLeastAndNoMoreThanTheRecipes() {
        assertThat(ReinforcedTime.iterations(RECIPE, 0.5, 1)).isEqualTo(1);
        assertThat(ReinforcedTime.iterations(RECIPE, 0.5, 1e6)).isEqualTo(40);
    }
}
