package dev.baltoro.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.Presets;
import dev.baltoro.model.WeightSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelAccountTest {
    private static final K2Config K2 = Presets.named("kimi-k2");

    @Test
    void kimiK2HasTheParametersOfItsConfiguration() {
        ModelAccount account = ModelAccount.of(K2);

        assertThat(account.all()).isEqualTo(1_026_408_232_448L);
        assertThat(account.activatedWithBoth()).isEqualTo(32_861_500_928L);
        assertThat(account.activatedWithHead()).isEqualTo(31_687_095_808L);
        assertThat(account.activatedWithNeither()).isEqualTo(31_687_095_808L - 163_840L * 7168);
    }

    @Test
    void kimiK2WouldHaveTheReportsParametersIfEveryLayerWereAMixture() {
        K2Config allMixture = K2.withOverrides(Map.of("first_k_dense_replace", 0));

        assertThat(ModelAccount.of(allMixture).all()).isEqualTo(1_042_970_097_536L);
    }

    /// 671,026,404,352 is what transformers 5.18 counts for this shape without the selection
    /// biases, which are buffers there; 58 layers have 256 of them.
    @Test
    void deepSeekV3HasItsPublishedParameters() {
        assertThat(ModelAccount.of(Presets.named("deepseek-v3")).all())
                .isEqualTo(671_026_404_352L + 58 * 256);
    }

    @Test
    void componentsAddUp() {
        ModelAccount account = ModelAccount.of(K2);

        assertThat(account.of(Component.ROUTED_EXPERTS)).isEqualTo(60L * 384 * 3 * 7168 * 2048);
        assertThat(account.of(Component.SHARED_EXPERTS)).isEqualTo(60L * 3 * 7168 * 2048);
        assertThat(account.of(Component.DENSE_FEED_FORWARD)).isEqualTo(3L * 7168 * 18_432);
        assertThat(account.of(Component.ROUTER)).isEqualTo(60L * 384 * 7168);
        assertThat(account.total().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(account.all());
    }

    @Test
    void namesAreUniqueAndNormsAreVectors() {
        List<WeightSpec> weights = ParameterShapes.of(Presets.named("moonlight-16b-a3b"));

        assertThat(weights.stream().map(WeightSpec::name)).doesNotHaveDuplicates();
        assertThat(weights)
                .contains(
                        new WeightSpec(
                                "model.layers.0.self_attn.q_proj.weight", List.of(3072L, 2048L)),
                        new WeightSpec(
                                "model.layers.1.mlp.shared_experts.down_proj.weight",
                                List.of(2048L, 2816L)),
                        new WeightSpec(
                                "model.layers.26.mlp.gate.e_score_correction_bias", List.of(64L)))
                .noneMatch(weight -> weight.name().contains("q_a_"));
        assertThat(weights)
                .filteredOn(weight -> weight.name().contains("norm"))
                .hasSize(27 * 3 + 1)
                .noneMatch(WeightSpec::isMatrix);
    }

    @Test
    void tensorLibraryCountsTheSameOnTheMetaDevice() {
        List<WeightSpec> weights = ParameterShapes.of(K2);

        assertThat(MetaLayout.elements(weights)).isEqualTo(1_026_408_232_448L);
    }
}
