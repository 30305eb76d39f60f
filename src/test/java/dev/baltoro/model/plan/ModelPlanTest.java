package dev.baltoro.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.Presets;
import dev.baltoro.model.WeightSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelPlanTest {
    private static ModelPlan plan(String preset, int gpus, StoredPrecision precision, int length) {
        return ModelPlan.of(preset, Presets.named(preset), gpus, precision, length);
    }

    @Test
    void latentCacheOfKimiK2IsSixtyNineKibibytesAToken() {
        ModelPlan plan = plan("kimi-k2", 256, StoredPrecision.BF16, 4096);

        assertThat(plan.cacheBytesPerToken()).isEqualTo(70_272);
        assertThat(plan.cacheBytesPerTokenOfHeads()).isEqualTo(61L * 64 * (192 + 128) * 2);
        assertThat(plan("kimi-k2", 256, StoredPrecision.FP32, 4096).cacheBytesPerToken())
                .isEqualTo(2 * 70_272);
    }

    /// Tolerance: the report's digest states 24.1 GB, so half a unit of its last digit.
    @Test
    void evenShareOfKimiK2IsTheReportsSixTerabytesOver256Gpus() {
        ModelPlan plan = plan("kimi-k2", 256, StoredPrecision.BF16, 4096);

        assertThat(plan.memory().even() / 1e9).isCloseTo(24.1, within(0.05));
        assertThat(plan.memory().replicated()).isGreaterThan(plan.memory().even());
    }

    @Test
    void optimizerShrinksWithTheGpusAndTheRestDoesNot() {
        MemoryPerGpu few = plan("kimi-k2", 256, StoredPrecision.BF16, 4096).memory();
        MemoryPerGpu many = plan("kimi-k2", 2560, StoredPrecision.BF16, 4096).memory();

        assertThat(many.replicated()).isEqualTo(few.replicated());
        assertThat(many.optimizer()).isBetween(few.optimizer() / 10, few.optimizer() / 10 + 1);
    }

    /// By hand for one GPU: bf16 weight 2 + gradient 4 + master 4 + Muon 4 or AdamW 8 bytes.
    @Test
    void oneGpuHoldsEveryState() {
        ModelPlan plan = plan("nano", 1, StoredPrecision.BF16, 256);
        long all = plan.parameters().all();
        long muon = plan.parameters().updatedByMuon();

        assertThat(plan.memory().all()).isEqualTo(all * (2 + 4 + 4) + muon * 4 + (all - muon) * 8);
        assertThat(plan.memory().even()).isEqualTo(all * 6);
        assertThat(ModelPlan.usualGpus(plan.config(), StoredPrecision.BF16)).isOne();
        assertThat(ModelPlan.usualGpus(Presets.named("kimi-k2"), StoredPrecision.BF16))
                .isEqualTo(256);
    }

    @Test
    void parallelismIsTheReportsWhereTheGpusAllowIt() {
        assertThat(Parallelism.of(Presets.named("kimi-k2"), 2048))
                .isEqualTo(new Parallelism(2048, 16, 16, 8));
        assertThat(Parallelism.of(Presets.named("kimi-k2"), 8))
                .isEqualTo(new Parallelism(8, 1, 8, 1));
        assertThat(Parallelism.of(Presets.named("nano"), 256))
                .isEqualTo(new Parallelism(256, 4, 16, 4));
        assertThat(Parallelism.of(Presets.named("nano"), 7)).isEqualTo(new Parallelism(7, 1, 1, 7));
    }

    /// By hand for nano at S = 1: each product counted from its sizes.
    @Test
    void operationsAreTwiceTheWeightsAndTheAttention() {
        ModelPlan plan = plan("nano", 1, StoredPrecision.BF16, 1);
        long attention =
                128 * 64 + 64 * 4 * 48 + 128 * (32 + 16) + 32 * 4 * (32 + 32) + 4 * 32 * 128;
        long dense = 3 * 128 * 384;
        long mixture = 128 * 96 + (2 + 1) * 3 * 128 * 64;
        long weights = 4 * attention + dense + 3 * mixture + 128 * 4096;
        long scores = 4 * 4 * 2 * (48 + 32);

        assertThat(plan.flops().forward()).isEqualTo(2 * weights + scores);
        assertThat(plan.flops().training()).isEqualTo(3 * (2 * weights + scores));
        assertThat(plan.flops().decode()).isEqualTo(2 * weights + 4 * 4 * 2 * (2 * 32 + 16));
    }

    /// The report: doubling the heads costs 83% more at 128k. Its setting is not stated; a causal
    /// prompt of that length gives 77% here, and the tolerance covers the difference.
    @Test
    void doublingTheHeadsCostsAboutWhatTheReportSays() {
        var k2 = Presets.named("kimi-k2");
        var doubled = k2.withOverrides(Map.of("num_attention_heads", 128));
        double ratio =
                (double)
                                ModelPlan.of("128", doubled, 256, StoredPrecision.BF16, 131_072)
                                        .flops()
                                        .forward()
                        / ModelPlan.of("64", k2, 256, StoredPrecision.BF16, 131_072)
                                .flops()
                                .forward();

        assertThat(ratio).isCloseTo(1.83, within(0.08));
    }

    @Test
    void eightBitWeightsCarryAScaleForEachBlock() {
        assertThat(StoredPrecision.FP8.bytes(weight("model.layers.0.mlp.up_proj.weight", 129, 128)))
                .isEqualTo(129 * 128 + 2 * 4);
        assertThat(StoredPrecision.FP8.bytes(weight("lm_head.weight", 129, 128)))
                .isEqualTo(2 * 129 * 128);
    }

    @Test
    void tableShowsTheReportOnlyBesideItsModel() {
        ModelPlan k2 = plan("kimi-k2", 256, StoredPrecision.BF16, 4096);
        ModelPlan v3 = plan("deepseek-v3", 256, StoredPrecision.BF16, 4096);
        ModelPlan nano = plan("nano", 1, StoredPrecision.BF16, 256);

        assertThat(PlanTable.of(k2, v3, StoredPrecision.BF16).header())
                .containsExactly("", "kimi-k2", "deepseek-v3", "K2's report");
        assertThat(PlanTable.of(nano, v3, StoredPrecision.BF16).header())
                .containsExactly("", "nano", "deepseek-v3");
        assertThat(PlanTable.of(v3, v3, StoredPrecision.BF16).header())
                .containsExactly("", "deepseek-v3");
        assertThat(PlanTable.of(k2, v3, StoredPrecision.BF16).rows())
                .allMatch(row -> row.size() == 1 || row.size() == 4);
    }

    private static WeightSpec weight(String name, long rows, long columns) {
        return new WeightSpec(name, List.of(rows, columns));
    }
}
