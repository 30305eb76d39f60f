package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.model.Telemetry;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Tape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Shapes of the family that no preset has, from fresh weights over a gradient, a folder and a
/// loaded model to the engine.
class ModelVariantsTest {
    /// Decoding sums in another order than the forward pass.
    private static final float LOG_PROBABILITY_TOLERANCE = 5e-5f;

    private static final int[] PROMPT = {5, 3, 60, 2, 41, 7, 7, 19};

    @TempDir private Path folder;

    private static K2Config config(String variant) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put("vocab_size", 64);
        changes.put("num_hidden_layers", 2);
        changes.put("n_routed_experts", 8);
        switch (variant) {
            case "no shared experts" -> changes.put("n_shared_experts", 0);
            case "two shared experts" -> changes.put("n_shared_experts", 2);
            case "tied head" -> changes.put("tie_word_embeddings", true);
            case "no dense layer" -> changes.put("first_k_dense_replace", 0);
            case "dense layers only" -> changes.put("first_k_dense_replace", 2);
            case "queries not compressed" -> changes.put("q_lora_rank", null);
            default -> throw new AssertionError(variant);
        }
        return Presets.named("nano").withOverrides(changes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no shared experts",
                "two shared experts",
                "tied head",
                "no dense layer",
                "dense layers only",
                "queries not compressed"
            })
    void variantTrainsIsSavedAndIsServed(String variant) throws Exception {
        K2Config config = config(variant);
        try (K2Model model = K2Model.random(config, new Seed(7), DType.F32)) {
            everyParameterHasAGradient(model);
            HuggingFaceExport.write(folder, config, model.weights(), DType.F32, 1 << 20);
            try (K2Model read = Checkpoints.load(folder, DType.F32, note -> {});
                    Engine engine =
                            Engine.open(
                                    read,
                                    Optional.empty(),
                                    EngineOptions.standard().withCacheTokens(512))) {
                assertThat(read.config()).isEqualTo(config);
                assertThat(Scored.logprobs(engine, PROMPT))
                        .isEqualTo(logProbabilities(model, PROMPT));
                decodedTokensHaveTheModelsLogProbabilities(model, engine);
            }
        }
    }

    private static void everyParameterHasAGradient(K2Model model) {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            float[] unused = logProbabilities(model, tape, PROMPT);
            tape.backward();
            model.parameters()
                    .forEach(parameter ->
                            assertThat(gradients.of(parameter).orElseThrow().abs().max().item())
                                    .as(parameter.name())
                                    .isPositive());
        }
    }

    private static void decodedTokensHaveTheModelsLogProbabilities(K2Model model, Engine engine)
            throws InterruptedException {
        int tokens = 6;
        int[] all = Arrays.copyOf(PROMPT, PROMPT.length + tokens);
        float[] given = new float[tokens];
        TokenStream stream =
                engine.generate(
                        GenerationRequest.of(PROMPT, tokens, SamplingParameters.GREEDY, Set.of()));
        for (int i = 0; i < tokens; i++) {
            GeneratedToken token = stream.next().orElseThrow();
            all[PROMPT.length + i] = token.id();
            given[i] = token.logProbability();
        }
        float[] expected = logProbabilities(model, all);
        for (int i = 0; i < tokens; i++) {
            assertThat(given[i])
                    .isCloseTo(expected[PROMPT.length - 1 + i], within(LOG_PROBABILITY_TOLERANCE));
        }
    }

    private static float[] logProbabilities(K2Model model, int[] tokens) {
        try (Scope scope = Scope.open()) {
            return logProbabilities(model, Tape.off(), tokens);
        }
    }

    private static float[] logProbabilities(K2Model model, Tape tape, int[] tokens) {
        int[] targets = Arrays.copyOfRange(tokens, 1, tokens.length + 1);
        targets[tokens.length - 1] = -1;
        float[] weights = new float[tokens.length];
        Arrays.fill(weights, 1);
        float[] all =
                model.logProbabilities(
                        tape,
                        TokenBatch.of(Arrays.stream(tokens).asLongStream().toArray()),
                        targets,
                        weights,
                        0,
                        K2Model.Recompute.NONE,
                        Telemetry.of(model.config()));
        return Arrays.copyOf(all, tokens.length - 1);
    }
}
