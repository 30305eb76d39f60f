package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {
    @ParameterizedTest
    @ValueSource(strings = {"small", "mini", "nano"})
    void smallPresetsKeepKimiK2sProportions(String name) {
        K2Config k2 = Presets.named("kimi-k2");
        K2Config config = Presets.named(name);

        assertThat(config.nRoutedExperts() / config.numExpertsPerTok())
                .isEqualTo(k2.nRoutedExperts() / k2.numExpertsPerTok())
                .isEqualTo(48);
        assertThat(config.firstKDenseReplace()).isEqualTo(k2.firstKDenseReplace());
        assertThat(config.nSharedExperts()).isEqualTo(k2.nSharedExperts());
        assertThat(config.qkNopeHeadDim()).isEqualTo(2 * config.qkRopeHeadDim());
        assertThat(config.vHeadDim()).isEqualTo(config.qkNopeHeadDim());
        assertThat(config.qLoraRank()).isPresent();
        assertThat(config.routedScalingFactor())
                .isEqualTo(
                        RoutedScaling.factor(config.nRoutedExperts(), config.numExpertsPerTok()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "mini", "nano"})
    void widthsOfSmallPresetsAreMultiplesOfThirtyTwo(String name) {
        K2Config config = Presets.named(name);

        assertThat(
                        IntStream.of(
                                config.hiddenSize(),
                                config.intermediateSize(),
                                config.moeIntermediateSize(),
                                config.kvLoraRank(),
                                config.qLoraRank().orElseThrow(),
                                config.vocabSize()))
                .allMatch(width -> width % 32 == 0);
    }

    @Test
    void everyNameHasAShape() {
        List<String> names = Presets.names();

        assertThat(names).hasSize(6).allMatch(Presets::has);
        assertThat(names.stream().map(Presets::named).distinct()).hasSize(6);
    }

    @Test
    void unknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> Presets.named("kimik2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean kimi-k2?");
    }
}
