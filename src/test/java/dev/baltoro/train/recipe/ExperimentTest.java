package dev.baltoro.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final String TWO =
            """
            name: two
            base:
              model: {preset: nano}
              data: {shards: x}
            variants:
              plain:
              clipped: {optimizer.qk_clip: {tau: 3}, schedule.peak: 0.01}
            seeds: [7, 8]
            """;

    @Test
    void everyVariantRunsWithEverySeed() {
        List<Experiment.Run> runs = Experiment.parse(TWO, List.of("batch.tokens=512")).runs();
        assertThat(runs)
                .extracting(run -> run.variant() + " " + run.seed())
                .containsExactly("plain 7", "plain 8", "clipped 7", "clipped 8");
        Recipe last = runs.getLast().recipe();
        assertThat(last.seed()).isEqualTo(8);
        assertThat(last.name()).isEqualTo("two/clipped/seed-8");
        assertThat(last.optimizer().qkClip().tau()).isEqualTo(3);
        assertThat(last.schedule().peak()).isEqualTo(0.01);
        assertThat(runs.getFirst().recipe().schedule().peak()).isEqualTo(0.002);
        assertThat(runs)
                .allSatisfy(run -> assertThat(run.recipe().batch().tokens()).isEqualTo(512));
    }

    @Test
    void unknownKeysNameTheVariant() {
        assertThatThrownBy(() -> Experiment.parse(TWO.replace("peak", "peek"), List.of()))
                .hasMessage(
                        "variants.clipped over base: unknown key `schedule.peek`; did you mean"
                                + " `peak`?");
        assertThatThrownBy(() -> Experiment.parse(TWO.replace("seeds", "sedes"), List.of()))
                .hasMessage("unknown key `sedes`; did you mean `seeds`?");
        assertThatThrownBy(() -> Experiment.parse(TWO.replace("[7, 8]", "[7, 7]"), List.of()))
                .hasMessage("seeds must differ from each other");
    }

    @Test
    void targetIsALossOrAVariantOfTheExperiment() {
        assertThat(Experiment.parse(TWO, List.of()).target()).isEmpty();
        assertThat(Experiment.parse(TWO + "target: {loss: 3.5}\n", List.of()).target())
                .hasValueSatisfying(target -> assertThat(target.loss()).hasValue(3.5));
        assertThatThrownBy(() -> Experiment.parse(TWO + "target: {variant: plein}\n", List.of()))
                .hasMessageContaining("target.variant is none of the variants: plein");
        assertThatThrownBy(() ->
                        Experiment.parse(TWO + "target: {variant: plain, loss: 1}\n", List.of()))
                .hasMessageContaining("loss or variant must be given, and not both");
    }
}
