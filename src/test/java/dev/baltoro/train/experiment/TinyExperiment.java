package dev.baltoro.train.experiment;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenEncoder;
import dev.baltoro.train.recipe.Experiment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// An experiment of four runs on a few kilobytes of sums; each run takes a moment.
final class TinyExperiment {
    static final int STEPS = 6;

    private TinyExperiment() {}

    /// {@return the experiment's file as text, on the dataset in `data`}
    static String yaml(Path data) {
        return """
        name: tiny
        question: Is it capped?
        base:
          model:
            preset: nano
            set: {hidden_size: 32, intermediate_size: 64, moe_intermediate_size: 32,
              num_hidden_layers: 2, num_attention_heads: 2, q_lora_rank: 32, kv_lora_rank: 32,
              n_routed_experts: 4, num_experts_per_tok: 2, initializer_range: 0.3}
          data: {shards: '%s', held_out_tokens: 128}
          batch: {tokens: 128, micro_batch_tokens: 64}
          stages: [{name: only, sequence_length: 32, steps: %d}]
          schedule: {peak: 0.05, warmup_steps: 1}
          precision: fp32
          workers: 1
          evaluate_every_steps: 3
          checkpoint: {every_steps: 100, keep: 1}
        variants:
          muon: {optimizer.qk_clip.enabled: false}
          muon-clip: {optimizer.qk_clip: {enabled: true, tau: 0.5}}
        seeds: [1, 2]
        """
                .formatted(data, STEPS);
    }

    static Experiment on(Path data) {
        return Experiment.parse(yaml(data), List.of());
    }

    /// Writes the dataset.
    static void prepare(Path data) {
        DocumentSource sums =
                DocumentSource.of(
                        "sums",
                        () ->
                                IntStream.range(0, 400)
                                        .mapToObj(i -> new Document("sum " + i, sum(i))));
        new DatasetPreparation(
                        new Bytes(),
                        new PreparationOptions(0.1, 1, false, 100_000, 1, false),
                        PreparationListener.silent())
                .write(data, Map.of("sums", List.of(sums)));
    }

    private static String sum(int i) {
        return i + " and " + 2 * i + " make " + 3 * i;
    }

    /// A token a byte.
    private record Bytes() implements TokenEncoder {
        @Override
        public int[] encode(CharSequence text) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            return IntStream.range(0, bytes.length).map(i -> bytes[i]).toArray();
        }

        @Override
        public int vocabSize() {
            return 129;
        }

        @Override
        public int endOfDocument() {
            return 128;
        }

        @Override
        public String id() {
            return "ascii";
        }
    }
}
