package dev.baltoro.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.Presets;
import org.junit.jupiter.api.Test;

class StepBuffersTest {
    /// 20,000 rows of 163,840 scores are more than an int counts.
    @Test
    void whatFitsNoArrayIsSaidSo() {
        assertThatThrownBy(() -> new StepBuffers(Presets.named("kimi-k2"), 1, 1, 20_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "scores of 20000 rows of this model do not fit an array; use a smaller batch");
        assertThatThrownBy(() -> new StepBuffers(Presets.named("kimi-k2"), 1, 1 << 28, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chosen experts of 268435456 rows");
    }

    @Test
    void sizesAreThoseOfTheModel() {
        StepBuffers buffers = new StepBuffers(Presets.named("nano"), 2, 3, 2);
        assertThat(buffers.logits_BV).hasSize(2 * 4096);
        assertThat(buffers.query_BHNX).hasSize(3 * 4 * (32 + 16));
        assertThat(buffers.absorbed_BHRX).hasSize(3 * 4 * (32 + 16));
    }
}
