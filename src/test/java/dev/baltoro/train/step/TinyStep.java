package dev.baltoro.train.step;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.recipe.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// Steps of a model of two layers, the second with experts, for tests.
public record TinyStep(TrainingStep step, Workers workers) implements AutoCloseable {
    public static final int VOCABULARY = 64;

    /// Every token selects every expert, so that no rounding can change a choice.
    public static final String ALL_EXPERTS = "model.set.num_experts_per_tok=8";

    public static TinyStep of(int workers, String... set) {
        List<String> changes =
                new ArrayList<>(
                        List.of(
                                "model.set.vocab_size=" + VOCABULARY,
                                "balance.sequence_loss=0",
                                "workers=" + workers));
        changes.addAll(List.of(set));
        Recipe recipe =
                Recipe.parse(
                        """
                        model:
                          preset: nano
                          set: {hidden_size: 32, intermediate_size: 48, moe_intermediate_size: 16,
                            num_hidden_layers: 2, num_attention_heads: 2, q_lora_rank: 16,
                            kv_lora_rank: 16, qk_nope_head_dim: 16, qk_rope_head_dim: 8,
                            v_head_dim: 16, n_routed_experts: 8, num_experts_per_tok: 2,
                            max_position_embeddings: 32, initializer_range: 0.1,
                            bos_token_id: 0, eos_token_id: 1}
                        data: {shards: none}
                        batch: {micro_batch_tokens: 32}
                        stages: [{name: tiny, sequence_length: 32, steps: 100}]
                        balance: {bias_update_rate: 1.0e-2}
                        precision: fp32
                        """,
                        changes);
        Map<String, Object> shape = new LinkedHashMap<>(recipe.model().set());
        shape.put("aux_loss_alpha", recipe.balance().sequenceLoss());
        K2Config config = Presets.named("nano").withOverrides(shape);
        Workers threads = Workers.of(workers);
        K2Model model = K2Model.random(config, new Seed(5), DType.F32);
        TrainingState state = TrainingState.start(model, recipe.optimizer(), DType.F32, threads);
        return new TinyStep(new TrainingStep(state, StepSettings.of(recipe), threads), threads);
    }

    /// {@return rows of random tokens, each predicting the next; row `i` has `valid[i]` of them,
    /// and the rest is `padding`}
    public static PackedBatch rows(int length, int padding, int... valid) {
        SplittableRandom random = new SplittableRandom(11);
        int[] tokens = new int[valid.length * length];
        int[] targets = new int[tokens.length];
        Arrays.fill(targets, PackedBatch.NO_TARGET);
        for (int row = 0; row < valid.length; row++) {
            for (int i = 0; i < length; i++) {
                int token = random.nextInt(VOCABULARY);
                int at = row * length + i;
                tokens[at] = i < valid[row] ? token : padding;
                if (i > 0 && i < valid[row]) {
                    targets[at - 1] = token;
                }
            }
        }
        return new PackedBatch(
                valid.length,
                length,
                tokens,
                targets,
                new int[tokens.length],
                valid,
                Collections.nCopies(valid.length, "tiny"));
    }

    /// {@return the gradient of a batch by parameter}
    public Map<String, float[]> gradients(StepBatch batch) {
        Map<String, float[]> all = new LinkedHashMap<>();
        try (BatchCompute compute = new BatchCompute(workers, K2Model.Recompute.NONE, 32)) {
            PassResult unused = compute.forwardBackward(step.model(), batch);
            step.model()
                    .parameters()
                    .forEach(p -> all.put(p.name(), compute.gradients().sum(p).toFloats()));
        }
        return all;
    }

    /// {@return ‖a − b‖ / ‖b‖ over all parameters}
    static double distance(Map<String, float[]> a, Map<String, float[]> b) {
        double difference = 0;
        double whole = 0;
        for (String name : b.keySet()) {
            float[] one = Objects.requireNonNull(a.get(name), name);
            float[] other = Objects.requireNonNull(b.get(name), name);
            for (int i = 0; i < other.length; i++) {
                double d = one[i] - other[i];
                difference += d * d;
                whole += (double) other[i] * other[i];
            }
        }
        return Math.sqrt(difference / whole);
    }

    float[] biases() {
        String name = "model.layers.1.mlp.gate.e_score_correction_bias";
        return Objects.requireNonNull(step.model().weights().get(name), name).toFloats();
    }

    @Override
    public void close() {
        step.close();
        workers.close();
    }
}
