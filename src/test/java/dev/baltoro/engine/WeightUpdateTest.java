package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.EngineOptions.KvAfterUpdate;
import dev.baltoro.engine.ScoredRow.Row;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A trainer changes its parameters in place under a running engine: pause, update, swap, go on.
///
/// All comparisons are of bits. What the engine decodes is compared with an engine that was opened
/// over the changed model, and so has never seen old weights or keys.
class WeightUpdateTest {
    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 512,
                                    "num_hidden_layers", 3,
                                    "initializer_range", 0.1,
                                    "max_position_embeddings", 1024));

    private static final int[] PROMPT = new Random(1).ints(300, 0, 512).toArray();

    private static K2Model model(DType type) {
        return K2Model.random(CONFIG, new Seed(4), type);
    }

    private static EngineOptions options(KvAfterUpdate rule) {
        return EngineOptions.standard().withCacheTokens(8192).withKvAfterUpdate(rule);
    }

    private static Engine open(K2Model model, KvAfterUpdate rule) {
        return Engine.open(model, Optional.empty(), options(rule));
    }

    private static GenerationRequest request(int tokens) {
        var sampling = SamplingParameters.DEFAULT.withTemperature(1).withSeed(3);
        return GenerationRequest.of(PROMPT, tokens, sampling, Set.of());
    }

    /// What was drawn, without the version that drew it: id and bits of the log-probability.
    private static List<String> drawn(TokenStream stream) throws InterruptedException {
        List<String> drawn = new ArrayList<>();
        for (var token = stream.next(); token.isPresent(); token = stream.next()) {
            int bits = Float.floatToIntBits(token.get().logProbability());
            drawn.add(token.get().id() + ":" + bits);
        }
        return drawn;
    }

    private static List<String> drawn(Engine engine) throws InterruptedException {
        try (TokenStream stream = engine.generate(request(20))) {
            return drawn(stream);
        }
    }

    /// Adds to every weight whose name contains `part`, as an optimizer's step does in place.
    private static void step(K2Model model, String part) {
        Random random = new Random(9);
        int changed = 0;
        for (Map.Entry<String, Tensor> weight : model.weights().entrySet()) {
            if (weight.getKey().contains(part)) {
                Tensor values = weight.getValue();
                float[] moved = values.toFloats();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += 0.05f * (float) random.nextGaussian();
                }
                try (Tensor next = Tensor.of(moved, values.shape())) {
                    values.copy_(next);
                }
                changed++;
            }
        }
        assertThat(changed).as("weights named like %s", part).isPositive();
        model.refresh();
    }

    private static void update(Engine engine, K2Model model, String part) {
        try (Pause pause = engine.pause().join()) {
            step(model, part);
            assertThat(engine.swap(model).join()).isPositive();
        }
    }

    private static List<float[]> scores(Engine engine, List<int[]> rows) {
        return engine.score(rows.stream().map(Row::of).toList()).join().stream()
                .map(scored -> scored.scores().logprobs())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void engineAndTrainerAgreeToTheLastBitAfterEachUpdate(DType type) throws Exception {
        List<int[]> rows = List.of(PROMPT, Arrays.copyOf(PROMPT, 40), Arrays.copyOf(PROMPT, 77));
        try (K2Model model = model(type);
                Engine engine = open(model, KvAfterUpdate.DROP)) {
            List<String> before = drawn(engine);
            for (int step = 0; step < 3; step++) {
                List<float[]> scored = scores(engine, rows);
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(scored.get(i)).isEqualTo(Trainer.logprobs(model, rows.get(i)));
                }
                List<String> made = drawn(engine);
                try (Engine fresh = open(model, KvAfterUpdate.DROP)) {
                    assertThat(made).isEqualTo(drawn(fresh));
                }
                assertThat(made.equals(before)).isEqualTo(step == 0);
                update(engine, model, "");
                List<float[]> after = scores(engine, rows);
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(after.get(i)).isNotEqualTo(scored.get(i));
                }
            }
        }
    }

    /// Gains and selection biases are copied by the engine; the others are read in place.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "embed_tokens",
                "input_layernorm",
                "post_attention_layernorm",
                "q_a_layernorm",
                "kv_a_layernorm",
                "model.norm",
                "e_score_correction_bias",
                "mlp.gate.weight",
                "experts",
                "q_b_proj",
                "kv_b_proj",
                "o_proj",
                "lm_head"
            })
    void updateOfAnyKindOfWeightIsSeenByTheNextStep(String part) throws Exception {
        try (K2Model model = model(DType.F32);
                Engine engine = open(model, KvAfterUpdate.DROP)) {
            List<String> before = drawn(engine);
            update(engine, model, part);
            List<String> after = drawn(engine);
            assertThat(after).isNotEqualTo(before);
            try (Engine fresh = open(model, KvAfterUpdate.DROP)) {
                assertThat(after).isEqualTo(drawn(fresh));
            }
        }
    }

    /// With `keep` the old keys are used: the comparison above would see it.
    @Test
    void oldKeysAreUsedWhereTheyAreKeptAndNowhereElse() throws Exception {
        try (K2Model model = model(DType.F32);
                Engine keeps = open(model, KvAfterUpdate.KEEP);
                Engine drops = open(model, KvAfterUpdate.DROP)) {
            assertThat(drawn(keeps)).isEqualTo(drawn(drops));
            try (Pause first = keeps.pause().join();
                    Pause second = drops.pause().join()) {
                step(model, "kv_a_proj");
                assertThat(keeps.swap(model).join()).isEqualTo(1);
                assertThat(drops.swap(model).join()).isEqualTo(1);
            }
            try (Engine fresh = open(model, KvAfterUpdate.DROP)) {
                List<String> expected = drawn(fresh);
                assertThat(drawn(drops)).isEqualTo(expected);
                assertThat(drawn(keeps)).isNotEqualTo(expected);
            }
        }
    }

    /// A sequence that runs over an update mixes keys: what it leaves is nobody else's.
    @Test
    void sequenceThatRunsOverAnUpdateLeavesNoKeysToOthers() throws Exception {
        try (K2Model model = model(DType.F32);
                Engine engine = open(model, KvAfterUpdate.DROP);
                Gate gate = new Gate(CONFIG.vocabSize(), 3)) {
            GenerationRequest plain = request(60);
            var held =
                    new GenerationRequest(
                            PROMPT,
                            60,
                            plain.sampling(),
                            Set.of(),
                            List.of(),
                            Optional.of(gate),
                            0);
            try (TokenStream running = engine.generate(held)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(running.next().orElseThrow().weightVersion()).isZero();
                }
                var paused = engine.pause(); // once the gate lets the step end
                gate.open();
                try (Pause pause = paused.join()) {
                    step(model, "");
                    assertThat(engine.swap(model).join()).isEqualTo(1);
                }
                assertThat(drawn(running)).hasSize(57);
                assertThat(running.ending().completionTokens()).isEqualTo(60);
            }
            try (Engine fresh = open(model, KvAfterUpdate.DROP);
                    TokenStream after = engine.generate(plain);
                    TokenStream expected = fresh.generate(plain)) {
                assertThat(drawn(after)).isEqualTo(drawn(expected));
                assertThat(after.ending().cachedTokens()).isZero();
            }
        }
    }
}
