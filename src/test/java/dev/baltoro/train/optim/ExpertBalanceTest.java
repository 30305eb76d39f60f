package dev.baltoro.train.optim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpertBalanceTest {
    /// One dense layer, then two sparse ones of four experts.
    private static K2Model model() {
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "hidden_size", 16L,
                                        "num_hidden_layers", 3L,
                                        "n_routed_experts", 4L,
                                        "moe_intermediate_size", 8L,
                                        "vocab_size", 16L));
        return K2Model.random(config, new Seed(1), DType.BF16);
    }

    private static float[] bias(K2Model model, int layer) {
        String name = "model.layers." + layer + ".mlp.gate.e_score_correction_bias";
        Tensor bias = requireNonNull(model.weights().get(name), name);
        assertThat(bias.dtype()).as("whatever the compute dtype").isEqualTo(DType.F32);
        return bias.toFloats();
    }

    private static long[][] loads(long... second) {
        return new long[][] {{0, 0, 0, 0}, {10, 0, 4, 2}, second};
    }

    /// DeepSeek-V3 §2.1.2: up for the underloaded, down for the overloaded, by the rate; an expert
    /// with the mean load stays.
    @Test
    void theSignRuleMovesTowardsTheMeanLoad() {
        try (K2Model model = model()) {
            ExpertBalance.update(model, loads(5, 5, 5, 5), 0.25, false);
            assertThat(bias(model, 1)).containsExactly(-0.25f, 0.25f, 0, 0.25f);
            assertThat(bias(model, 2)).as("even loads, in another layer").containsOnly(0);
            ExpertBalance.update(model, loads(1, 2, 3, 4), 0.25, false);
            assertThat(bias(model, 1)).containsExactly(-0.5f, 0.5f, 0, 0.5f);
            assertThat(bias(model, 2)).containsExactly(0.25f, 0.25f, -0.25f, -0.25f);
        }
    }

    /// Moonlight, appendix C: less the mean sign, so the sum stays. The signs are −1, 1, 0, 1.
    @Test
    void theCenteredRuleKeepsTheSum() {
        try (K2Model model = model()) {
            ExpertBalance.update(model, loads(7, 0, 0, 0), 0.4, true);
            float[] bias = bias(model, 1);
            assertThat(bias).containsExactly(new float[] {-0.5f, 0.3f, -0.1f, 0.3f}, within(1e-7f));
            assertThat(bias[0] + bias[1] + bias[2] + bias[3]).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void aRateOfZeroAndALayerWithoutTokensMoveNothing() {
        try (K2Model model = model()) {
            ExpertBalance.update(model, loads(1, 0, 0, 0), 0, false);
            assertThat(bias(model, 1)).containsOnly(0);
            ExpertBalance.update(model, loads(0, 0, 0, 0), 1, false);
            assertThat(bias(model, 2)).containsOnly(0);
            assertThat(bias(model, 1)).contains(1f);
        }
    }

    /// Products of token counts and experts exceed 32 bits in K2's batches of 67M tokens.
    @Test
    void largeBatchesDoNotOverflow() {
        try (K2Model model = model()) {
            long many = 67_108_864L * 8;
            ExpertBalance.update(model, loads(many, many - 1, many, many + 1), 1, false);
            assertThat(bias(model, 2)).containsExactly(0, 1, 0, -1);
        }
    }

    @Test
    void imbalanceIsTheWorstLayersLargestOverItsMean() {
        assertThat(ExpertBalance.imbalance(loads(5, 5, 5, 5))).isEqualTo(2.5);
        assertThat(ExpertBalance.imbalance(loads(8, 0, 0, 0))).isEqualTo(4);
        assertThat(ExpertBalance.imbalance(new long[][] {{0, 0}, {3, 3}})).isEqualTo(1);
        assertThat(ExpertBalance.imbalance(new long[][] {{0, 0}})).isEqualTo(1);
    }
}
