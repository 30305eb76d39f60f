package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Keys of prompts in the cache, by either way of computing.
class CachedComputationTest {
    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 256,
                                    "num_hidden_layers", 3,
                                    "max_position_embeddings", 1024));
    private static final int LAST = CONFIG.numHiddenLayers() - 1;
    private static final K2Model MODEL = K2Model.random(CONFIG, new Seed(1), DType.F32);

    private int pagesUsed;

    @AfterAll
    static void close() {
        MODEL.close();
    }

    private static CachedComputation open() {
        EngineOptions options = EngineOptions.standard().withThreads(2).withCacheTokens(4096);
        return new CachedComputation(MODEL, options, 128, CoreShare.ALL);
    }

    /// A sequence with pages for all its tokens.
    private Sequence sequence(int length, long seed, boolean seeded) {
        OptionalLong chosen = seeded ? OptionalLong.of(1) : OptionalLong.empty();
        var sampling = new SamplingParameters(1, 1, 0, 0, 1, 0, 0, Map.of(), chosen);
        int[] prompt = new Random(seed).ints(length, 0, CONFIG.vocabSize()).toArray();
        var request = GenerationRequest.of(prompt, 1, sampling, Set.of());
        var output = new SequenceOutput(request, Optional.empty(), CONFIG.vocabSize());
        Sequence sequence = new Sequence(request, output, new TokenStream(() -> {}), 0);
        for (int at = 0; at < length; at += 32) {
            sequence.addPage(pagesUsed++);
        }
        return sequence;
    }

    /// Latents and rotary keys of the last layer: what all layers below have led to.
    private static float[] keys(CachedComputation computation, Sequence sequence, int count) {
        try (Scope scope = Scope.open()) {
            float[] latents = computation.cache().latents(LAST, sequence.pages(), count).toFloats();
            float[] ropes = computation.cache().keyRopes(LAST, sequence.pages(), count).toFloats();
            float[] all = Arrays.copyOf(latents, latents.length + ropes.length);
            System.arraycopy(ropes, 0, all, latents.length, ropes.length);
            return all;
        }
    }

    private static List<PromptChunk> chunks(Sequence sequence, int... cuts) {
        List<PromptChunk> chunks = new ArrayList<>();
        int from = 0;
        for (int to : cuts) {
            chunks.add(new PromptChunk(sequence, from, to));
            from = to;
        }
        return chunks;
    }

    /// To the last bit.
    @Test
    void keysOfSeededSequencesDependOnTheirTokensAlone() {
        try (EngineWeights weights = EngineWeights.of(MODEL);
                CachedComputation computation = open()) {
            Sequence alone = sequence(300, 1, true);
            computation.prompts(weights, chunks(alone, 256, 299));
            float[] expected = keys(computation, alone, 299);

            Sequence otherwiseCut = sequence(300, 1, true);
            for (PromptChunk chunk : chunks(otherwiseCut, 1, 8, 40, 290, 299)) {
                computation.prompts(weights, List.of(chunk));
            }
            assertThat(keys(computation, otherwiseCut, 299)).isEqualTo(expected);

            Sequence inCompany = sequence(300, 1, true);
            List<PromptChunk> all = new ArrayList<>(chunks(sequence(400, 2, false), 256, 399));
            all.addAll(chunks(sequence(100, 3, true), 99));
            all.addAll(chunks(inCompany, 200, 299));
            all.addAll(chunks(sequence(50, 4, true), 49));
            computation.prompts(weights, all);
            assertThat(keys(computation, inCompany, 299)).isEqualTo(expected);
        }
    }

    /// With every expert in every token nothing is chosen, so that rounding stays rounding: keys
    /// are of order 1, fp32 has 6e-8, and three layers add a few hundred terms in another order.
    @Test
    void bothWaysOfComputingLeaveTheSameKeys() {
        K2Config every =
                CONFIG.withOverrides(Map.of("n_routed_experts", 4, "num_experts_per_tok", 4));
        try (K2Model model = K2Model.random(every, new Seed(1), DType.F32);
                EngineWeights weights = EngineWeights.of(model);
                CachedComputation computation =
                        new CachedComputation(
                                model,
                                EngineOptions.standard().withThreads(2).withCacheTokens(4096),
                                128,
                                CoreShare.ALL)) {
            Sequence absorbed = sequence(400, 1, true);
            Sequence whole = sequence(400, 1, false);
            computation.prompts(weights, chunks(absorbed, 256, 399));
            computation.prompts(weights, chunks(whole, 256, 399));
            assertThat(keys(computation, whole, 399))
                    .containsExactly(keys(computation, absorbed, 399), within(1e-4f));
        }
    }
}
