package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Seed;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Its bits are tested with files of all families (`LoadingTest`).
class StreamedPassTest {
    private static K2Config config(int layers) {
        return Presets.named("nano")
                .withOverrides(
                        Map.of("vocab_size", 96, "hidden_size", 160, "num_hidden_layers", layers));
    }

    private static WeightSource weights() {
        return new RandomWeights(new Seed(7), 0.02);
    }

    private static long peak(K2Config config) {
        long before = NativeMemory.liveBytes();
        NativeMemory.restartPeak();
        assertThat(FormatCost.streamed(config, weights()).logprobs()).hasSize(127);
        assertThat(NativeMemory.liveBytes()).isEqualTo(before);
        return NativeMemory.peakBytes() - before;
    }

    /// Of each layer the states of 128 tokens stay until the end, 82 kB; the layer has 2 MB.
    @Test
    void memoryDoesNotGrowWithTheModelsDepth() {
        long layer =
                4
                        * ParameterShapes.of(config(2)).stream()
                                .filter(weight -> weight.name().startsWith("model.layers.1."))
                                .mapToLong(WeightSpec::elements)
                                .sum();
        assertThat(peak(config(8)) - peak(config(2))).isLessThan(layer / 2);
    }
}
