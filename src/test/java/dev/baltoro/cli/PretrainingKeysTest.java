package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PretrainingKeysTest {
    @Test
    void keysOfTheFirstQuickstartAreFoundAndMovedUnderPretraining() {
        List<String> first =
                List.of(
                        "stages=[{name: smoke, sequence_length: 1024, steps: 12}]",
                        "batch.tokens=2048",
                        "checkpoint.every_steps=6",
                        "evaluate_every_steps=5");
        assertThat(first).allMatch(key -> PretrainingKeys.areIn(List.of(key)));
        assertThat(PretrainingKeys.moved(first))
                .containsExactlyElementsOf(first.stream().map(key -> "pretrain." + key).toList());
    }

    @Test
    void keysOfTheWholeQuickstartStayAsTheyAre() {
        List<String> whole =
                List.of(
                        "name=x",
                        "seed=3",
                        "pretrain.batch.tokens=2048",
                        "rl.iterations=5",
                        "stage=1");
        assertThat(PretrainingKeys.areIn(whole)).isFalse();
        assertThat(PretrainingKeys.moved(whole)).isEqualTo(whole);
    }
}
