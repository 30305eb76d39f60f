package dev.baltoro.rl.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.rl.rollout.Budget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RlRecipeTest {
    private static final String YAML = "{model: m, gyms: [{name: memory}]}";

    private static RlRecipe recipe(String... set) {
        return RlRecipe.parse(YAML, List.of(set));
    }

    @Test
    void aRecipeIsWrittenWholeAndReadBack() {
        RlRecipe recipe =
                recipe("budget.tokens={tools: 96}", "updates={mode: partial, segment_tokens: 9}");
        assertThat(RlRecipe.parse(recipe.toYaml(), List.of())).isEqualTo(recipe);
    }

    @Test
    void theExampleIsARecipe() {
        RlRecipe example = RlRecipe.load(Path.of("recipes/rl.yaml"), List.of());
        assertThat(example.gyms()).isNotEmpty();
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheNearest() {
        assertThatThrownBy(() -> recipe("rollout.sample=3"))
                .hasMessageContaining("unknown key `rollout.sample`")
                .hasMessageContaining("samples");
    }

    @Test
    void temperatureFallsInAStraightLine() {
        RolloutSettings rollout = recipe().rollout();
        assertThat(rollout.temperatureAt(0, 101)).isEqualTo(1.0);
        assertThat(rollout.temperatureAt(50, 101)).isCloseTo(0.85, within(1e-12));
        assertThat(rollout.temperatureAt(100, 101)).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void theRateRisesAndFalls() {
        RateSettings rate = new RateSettings(1, 4, 0);
        assertThat(rate.at(0, 104)).isEqualTo(0.25);
        assertThat(rate.at(4, 104)).isEqualTo(1);
        assertThat(rate.at(54, 104)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aBudgetIsTheDomainsOrTheStandardOrTheContext() {
        BudgetSettings budget =
                new BudgetSettings(Map.of("tools", 96), Budget.AtEnd.TRUNCATE, 32, 0, 1);
        assertThat(budget.of("tools", 256).tokens()).isEqualTo(96);
        assertThat(budget.of("logic", 256).tokens()).isEqualTo(256);
        assertThat(budget.of("logic", 100_000).tokens()).isEqualTo(2048);
    }

    /// One that large would never be what ends a rollout: its penalty could not be learned.
    @Test
    void aBudgetAtOrOverTheGenerationCapIsRefused() {
        BudgetSettings budget =
                new BudgetSettings(Map.of("tools", 256), Budget.AtEnd.TRUNCATE, 32, 0, 1);
        assertThatThrownBy(() -> budget.of("tools", 256))
                .hasMessageContaining("budget.tokens.tools is 256");
    }

    /// Refused with the recipe, not by the pool after the first measurements.
    @Test
    void moreRolloutsThanAreHeldAtOnceAreRefused() {
        assertThat(recipe("rollout={prompts: 4096, samples: 16}").rollout().samples())
                .isEqualTo(16);
        assertThatThrownBy(() -> recipe("rollout={prompts: 4097, samples: 16}"))
                .hasMessageContaining("rollout.prompts x samples is 65552")
                .hasMessageContaining("up to 65536");
        assertThatThrownBy(() -> recipe("rollout={prompts: 2147483647, samples: 2147483647}"))
                .hasMessageContaining("rollout.prompts x samples");
        assertThatThrownBy(() -> recipe("guards.base_rate_prompts=65536"))
                .hasMessageContaining("guards.base_rate_prompts x base_rate_samples");
        assertThatThrownBy(() -> recipe("evaluation.tasks=30000"))
                .hasMessageContaining("evaluation.tasks x splits x gyms is 90000");
    }

    @Test
    void aBudgetOfADomainThatThereIsNotIsRefused() {
        BudgetSettings budget = recipe("budget.tokens={toolz: 96}").budget();
        assertThatThrownBy(() -> budget.requireKnown(new TreeSet<>(List.of("logic", "tools"))))
                .hasMessage(
                        "budget.tokens.toolz: there is no domain `toolz`; did you mean `tools`?");
        budget.requireKnown(new TreeSet<>(List.of("toolz")));
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThatThrownBy(() -> recipe("updates.segment_tokens=4"))
                .hasMessageContaining("segment_tokens must be 0 in synchronous mode");
        assertThatThrownBy(() -> recipe("updates.mode=partial"))
                .hasMessageContaining("segment_tokens must be above 0");
        assertThatThrownBy(() -> recipe("objective.kind=none"))
                .hasMessageContaining("distillation.teacher");
        assertThatThrownBy(() -> recipe("reward.judge.kind=endpoint"))
                .hasMessageContaining("needs url and model");
        assertThatThrownBy(() -> recipe("gyms=[{name: memory}, {name: memory}]"))
                .hasMessageContaining("twice");
    }
}
