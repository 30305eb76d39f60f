package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Tape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// The process of [MemoryFlatnessTest]: forward and backward passes of a small model over tokens
/// that differ each time, and every 100 steps a line `step tensors bytes rss-KiB` (rss −1 where the
/// system does not tell).
///
/// Arguments: the dtype to compute in, the number of steps.
final class SteadySteps {
    private static final int SAMPLE_EVERY = 100;
    private static final int ROWS = 1;
    private static final int LENGTH = 24;
    private static final long SEED = 31;

    private SteadySteps() {}

    public static void main(String[] arguments) throws IOException {
        DType dtype = DType.valueOf(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        K2Config config = config();
        Random random = new Random(SEED);
        try (K2Model model = K2Model.random(config, new Seed(SEED), dtype);
                Gradients gradients = new Gradients()) {
            for (int step = 1; step <= steps; step++) {
                step(model, gradients, random, step);
                if (step % SAMPLE_EVERY == 0) {
                    System.out.printf(
                            "%d %d %d %d%n",
                            step, NativeMemory.liveTensors(), NativeMemory.liveBytes(), rss());
                }
            }
        }
        System.out.printf(
                "end %d %d %d%n", NativeMemory.liveTensors(), NativeMemory.liveBytes(), rss());
    }

    /// {@return one dense and one sparse layer, queries compressed, in very small}
    private static K2Config config() {
        return Presets.named("nano")
                .withOverrides(
                        Map.ofEntries(
                                Map.entry("vocab_size", 96),
                                Map.entry("hidden_size", 32),
                                Map.entry("intermediate_size", 64),
                                Map.entry("moe_intermediate_size", 16),
                                Map.entry("num_hidden_layers", 2),
                                Map.entry("num_attention_heads", 2),
                                Map.entry("q_lora_rank", 32),
                                Map.entry("kv_lora_rank", 16),
                                Map.entry("qk_nope_head_dim", 16),
                                Map.entry("qk_rope_head_dim", 8),
                                Map.entry("v_head_dim", 16),
                                Map.entry("n_routed_experts", 8),
                                Map.entry("num_experts_per_tok", 2),
                                Map.entry("max_position_embeddings", 64)));
    }

    private static void step(K2Model model, Gradients gradients, Random random, int step) {
        int count = ROWS * LENGTH;
        long[] tokens = random.longs(count, 0, model.config().vocabSize()).toArray();
        int[] targets = random.ints(count, 0, model.config().vocabSize()).toArray();
        int[] documentStart = new int[count];
        int boundary = 1 + random.nextInt(LENGTH - 1);
        for (int i = 0; i < count; i++) {
            documentStart[i] = i % LENGTH < boundary ? 0 : boundary;
        }
        float[] weights = new float[count];
        Arrays.fill(weights, 1f / count);
        int[] valid = {LENGTH - step % 3};
        TokenBatch batch = new TokenBatch(tokens, ROWS, LENGTH, documentStart, valid);
        K2Model.Recompute recompute =
                step % 2 == 0 ? K2Model.Recompute.NONE : K2Model.Recompute.LAYER;
        gradients.clear();
        try (Scope scope = Scope.open();
                Tape tape = Tape.into(gradients)) {
            float[] unused =
                    model.logProbabilities(
                            tape,
                            batch,
                            targets,
                            weights,
                            1e-3,
                            recompute,
                            Telemetry.of(model.config()));
            tape.backward();
        }
        model.refresh();
    }

    private static long rss() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(-1);
        }
    }
}
