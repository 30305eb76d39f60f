package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The cache as a forward pass sees it. Pages lie in no order, and hold 8 tokens.
class ChunkMemoryTest {
    private static final K2Config CONFIG = Presets.named("nano");
    private static final int RANK = CONFIG.kvLoraRank();
    private static final int ROPE = CONFIG.qkRopeHeadDim();

    private static Sequence sequence(int... pages) {
        var request = GenerationRequest.of(new int[40], 1, SamplingParameters.GREEDY, Set.of());
        var output = new SequenceOutput(request, Optional.empty(), CONFIG.vocabSize());
        Sequence sequence = new Sequence(request, output, new TokenStream(() -> {}), 0);
        for (int page : pages) {
            sequence.addPage(page);
        }
        return sequence;
    }

    /// Rows whose values say which they are.
    private static Tensor rows(int count, int columns, float first) {
        float[] values = new float[count * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i / columns;
        }
        return Tensor.of(values, count, columns);
    }

    private static void store(ChunkMemory memory, int layer, int count, float first) {
        memory.store(layer, rows(count, RANK, first), rows(count, ROPE, -first));
    }

    private static float[] firstColumn(Tensor rows, int columns) {
        float[] all = rows.toFloats();
        float[] column = new float[all.length / columns];
        for (int i = 0; i < column.length; i++) {
            column[i] = all[i * columns];
        }
        return column;
    }

    @Test
    void chunksOfOnePassLieInTheirOwnPages() {
        try (Scope scope = Scope.open();
                LatentCache cache = new LatentCache(CONFIG, 12, 8)) {
            Sequence first = sequence(3, 1);
            Sequence second = sequence(7);
            var memory =
                    new ChunkMemory(
                            cache,
                            CONFIG.numHiddenLayers(),
                            List.of(new PromptChunk(first, 0, 10), new PromptChunk(second, 0, 5)),
                            Optional.empty());
            assertThat(memory.context()).isZero();
            store(memory, 1, 15, 100);
            assertThat(firstColumn(cache.latents(1, first.pages(), 10), RANK))
                    .containsExactly(100, 101, 102, 103, 104, 105, 106, 107, 108, 109);
            assertThat(firstColumn(cache.latents(1, second.pages(), 5), RANK))
                    .containsExactly(110, 111, 112, 113, 114);
            assertThat(firstColumn(cache.keyRopes(1, second.pages(), 2), ROPE))
                    .containsExactly(-100 + 10, -100 + 11);
        }
    }

    @Test
    void laterChunkWaitsForEachLayerOfTheEarlierOne() throws Exception {
        try (LatentCache cache = new LatentCache(CONFIG, 12, 8)) {
            Sequence sequence = sequence(3, 1);
            int layers = CONFIG.numHiddenLayers();
            var early =
                    new ChunkMemory(
                            cache,
                            layers,
                            List.of(new PromptChunk(sequence, 0, 9)),
                            Optional.empty());
            var late =
                    new ChunkMemory(
                            cache,
                            layers,
                            List.of(new PromptChunk(sequence, 9, 12)),
                            Optional.of(early));
            assertThat(late.context()).isEqualTo(9);
            CompletableFuture<float[]> seen = new CompletableFuture<>();
            Thread reader =
                    Thread.ofPlatform()
                            .start(() -> {
                                try (Scope scope = Scope.open()) {
                                    seen.complete(firstColumn(late.context(1).latent_PR(), RANK));
                                } catch (RuntimeException e) {
                                    seen.completeExceptionally(e);
                                }
                            });
            try (Scope scope = Scope.open()) {
                store(early, 0, 9, 50); // another layer
                while (reader.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                assertThat(seen).isNotDone();
                store(early, 1, 9, 200);
            }
            assertThat(seen.get()).containsExactly(200, 201, 202, 203, 204, 205, 206, 207, 208);
            reader.join();
        }
    }

    @Test
    void passThatFailedLetsNobodyWaitAndNobodyGoOn() {
        try (Scope scope = Scope.open();
                LatentCache cache = new LatentCache(CONFIG, 12, 8)) {
            Sequence sequence = sequence(3, 1);
            int layers = CONFIG.numHiddenLayers();
            List<PromptChunk> first = List.of(new PromptChunk(sequence, 0, 9));
            List<PromptChunk> second = List.of(new PromptChunk(sequence, 9, 12));
            var early = new ChunkMemory(cache, layers, first, Optional.empty());
            var late = new ChunkMemory(cache, layers, second, Optional.of(early));
            early.abandon();
            assertThatThrownBy(() -> late.context(1)).hasMessage("the pass before failed");
        }
    }
}
