package dev.baltoro.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.train.schedule.WarmupStableDecay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SftRecipeTest {
    private static final Machine MACHINE = new Machine(3, Precision.FP32, Precision.FP32);

    @TempDir Path folder;

    private SftRecipe parse(String... set) {
        return SftRecipe.parse(
                "model: {from: \"%s\"}\ndata: {train: [a.jsonl]}\n".formatted(folder),
                List.of(set));
    }

    private void pretrainingWith(String keys) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), keys);
    }

    @Test
    void whatIsNotSaidIsAsInTheRunItBeginsFrom() throws IOException {
        pretrainingWith(
                """
                schedule: {peak: 3.0e-3}
                optimizer: {momentum: 0.9, qk_clip: {tau: 6}}
                balance: {bias_update_rate: 5.0e-3}
                precision: fp32
                """);
        SftRecipe recipe = parse("optimizer.momentum=0.8");
        assertThat(recipe.schedule().peak().orElseThrow()).isCloseTo(2.4e-3, within(1e-15));
        assertThat(recipe.optimizer().momentum()).isEqualTo(0.8);
        assertThat(recipe.optimizer().qkClip().tau()).isEqualTo(6);
        assertThat(recipe.balance().biasUpdateRate()).isEqualTo(5e-3);
        assertThat(recipe.precision()).isEqualTo(Precision.FP32);
        assertThat(parse("schedule.peak=1.0e-3").schedule().peak()).hasValue(1e-3);
    }

    @Test
    void withoutARunTheDefaultsAreItsOwn() {
        SftRecipe recipe = parse();
        assertThat(recipe.schedule().peak()).isEmpty();
        assertThat(recipe.decided(MACHINE, 512, 10).schedule().peak()).hasValue(1.6e-3);
        assertThat(recipe.optimizer().kind()).isEqualTo(OptimizerSettings.Kind.MUON_CLIP);
    }

    @Test
    void aDecidedRecipeLeavesNothingOpenAndReadsBackEqual() throws IOException {
        pretrainingWith("schedule: {peak: 3.0e-3}\n");
        SftRecipe decided = parse().decided(MACHINE, 512, 77);
        assertThat(decided.steps()).isEqualTo(77);
        assertThat(decided.workers()).isEqualTo(3);
        assertThat(decided.context()).hasValue(512);
        pretrainingWith("schedule: {peak: 9.0e-3}\nprecision: bf16\n");
        assertThat(SftRecipe.parse(decided.toYaml(), List.of())).isEqualTo(decided);
        assertThat(decided.decided(new Machine(9, Precision.BF16, Precision.BF16), 512, 77))
                .isEqualTo(decided);
    }

    @Test
    void theRateStaysThenFallsToItsEnd() {
        SftRecipe recipe = parse("schedule={peak: 1.0e-3, warmup_steps: 10, end: 0}");
        WarmupStableDecay rate = WarmupStableDecay.over(110, recipe.schedule());
        assertThat(rate.steps()).isEqualTo(110);
        assertThat(rate.rate(4)).isCloseTo(5e-4, within(1e-12));
        assertThat(rate.rate(10)).isEqualTo(1e-3);
        assertThat(rate.rate(59)).isEqualTo(1e-3);
        assertThat(rate.rate(84)).isCloseTo(5e-4, within(1e-12));
        assertThat(rate.rate(109)).isZero();
        WarmupStableDecay plain = WarmupStableDecay.over(10, parse().schedule());
        assertThat(plain.rate(0)).isEqualTo(1.6e-3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch=3                                    | unknown key `epoch`",
                "data.held_out_fraction=1                   | held_out_fraction",
                "data.train=[]                              | train must name",
                "epochs=0                                   | epochs",
                "max_steps=0                                | max_steps",
                "schedule={peak: 1.0e-3, end: 1.0e-2}       | end must be at most peak",
                "context=8192                               | micro_batch_tokens",
                "answers.tokens=0                           | tokens",
                "workers=-1                                 | workers",
            })
    void valuesThatMeanNothingNameTheirKey(String set, String message) {
        assertThatThrownBy(() -> parse(set))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void modelAndDataMustBeSaid() {
        assertThatThrownBy(() -> SftRecipe.parse("name: x", List.of()))
                .hasMessageContaining("model.from");
        assertThatThrownBy(() -> SftRecipe.parse("model: {from: x}", List.of()))
                .hasMessageContaining("data.train");
    }
}
