package dev.baltoro.train.pretrain;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.SourceItem;
import dev.baltoro.data.shard.ByteEncoder;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.ProgressLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A run of a model of two layers on a few kilobytes of bytes, for tests: a second for dozens of
/// steps.
public final class TinyRun {
    private static final long SEED = 20250728;
    private static final String[] WORDS = {
        "kimi", "muon", "clip", "expert", "latent", "router", "yarn", "token", "head", "norm"
    };

    /// Another precision than fp32 where `tools/other-processors.sh` asks for it.
    private static final String PRECISION = System.getProperty("baltoro.test.precision", "fp32");

    private static final SampleWriter NO_SAMPLES =
            (model, tokenizer, asked, seed) -> {
                throw new AssertionError("there is no tokenizer to write with");
            };

    private TinyRun() {}

    /// Two domains of random words; a fifth is held out.
    public static Path dataset(Path folder) {
        return dataset(
                folder, 0.2, Map.of("prose", sentences("prose", 60), "verse", sentences("v", 40)));
    }

    static Path dataset(Path folder, double heldOut, Map<String, List<String>> domains) {
        Map<String, List<DocumentSource>> sources = new LinkedHashMap<>();
        domains.forEach((name, texts) -> sources.put(name, List.of(source(name, texts))));
        PreparationOptions options = new PreparationOptions(heldOut, 7, false, 1 << 20, 1, false);
        new DatasetPreparation(new ByteEncoder(), options, PreparationListener.silent())
                .write(folder, sources);
        return folder;
    }

    private static List<String> sentences(String name, int count) {
        SplittableRandom random = new SplittableRandom(SEED + name.length());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(name + i);
            for (int word = random.nextInt(4, 20); word > 0; word--) {
                text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static DocumentSource source(String name, List<String> texts) {
        return new DocumentSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void read(Consumer<SourceItem> sink) {
                for (int i = 0; i < texts.size(); i++) {
                    sink.accept(new Document(name + ":" + i, texts.get(i)));
                }
            }
        };
    }

    /// {@return a recipe of six steps of 256 tokens on `shards`, as YAML}
    public static String yaml(Path shards) {
        return """
        name: tiny
        seed: 3
        model:
          preset: nano
          set: {hidden_size: 32, intermediate_size: 48, moe_intermediate_size: 16,
            num_hidden_layers: 2, num_attention_heads: 2, q_lora_rank: 16, kv_lora_rank: 16,
            qk_nope_head_dim: 16, qk_rope_head_dim: 8, v_head_dim: 16, n_routed_experts: 8,
            num_experts_per_tok: 2, max_position_embeddings: 32, initializer_range: 0.1}
        data: {shards: "%s", held_out_tokens: 128}
        batch: {tokens: 256, micro_batch_tokens: 64}
        stages: [{name: pretrain, sequence_length: 32, steps: 6}]
        schedule: {peak: 1.0e-2, warmup_steps: 2, floor: 1.0e-3, end: 1.0e-4}
        optimizer: {qk_clip: {tau: 1.0}}
        balance: {bias_update_rate: 1.0e-2, bias_frozen_fraction: 0}
        precision: %s
        workers: 2
        evaluate_every_steps: 2
        report_every_seconds: 3600
        """
                .formatted(shards, PRECISION);
    }

    static Recipe recipe(Path shards, String... set) {
        return Recipe.parse(yaml(shards), List.of(set));
    }

    /// {@return a new run in `folder`; its data has no tokenizer, so there are no samples}
    static PretrainingRun start(Path folder, Recipe recipe) throws IOException {
        return PretrainingRun.start(folder, recipe, NO_SAMPLES);
    }

    /// {@return the run in `folder`, from its newest checkpoint}
    static PretrainingRun reopen(Path folder) throws IOException {
        return PretrainingRun.resume(folder, NO_SAMPLES);
    }

    /// Trains a new run in `folder` to its end and returns its state's bytes.
    static Map<String, byte[]> train(Path folder, Recipe recipe) throws IOException {
        try (PretrainingRun run = start(folder, recipe)) {
            return finish(run);
        }
    }

    /// Trains a new run in `folder` until `steps` are done.
    static void trainTo(long steps, Path folder, Recipe recipe) throws IOException {
        try (PretrainingRun run = start(folder, recipe)) {
            boolean unused = train(run, () -> run.step() >= steps);
        }
    }

    /// Resumes the run in `folder`, trains to its end and returns its state's bytes.
    static Map<String, byte[]> resume(Path folder) throws IOException {
        try (PretrainingRun run = reopen(folder)) {
            return finish(run);
        }
    }

    private static Map<String, byte[]> finish(PretrainingRun run) throws IOException {
        if (!train(run, () -> false)) {
            throw new IllegalStateException("stopped after step " + run.step());
        }
        return state(run);
    }

    /// Trains silently; returns whether all steps are done.
    public static boolean train(PretrainingRun run, BooleanSupplier stop) throws IOException {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (ProgressLine progress = ProgressLine.on(nowhere, 0, run.step(), run.steps())) {
            return run.train(progress, stop);
        }
    }

    /// {@return every weight, selection bias and momentum, to the last bit}
    static Map<String, byte[]> state(PretrainingRun run) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        run.training().stateTensors().forEach((name, tensor) -> bytes.put(name, bytes(tensor)));
        return bytes;
    }

    static byte[] bytes(Tensor tensor) {
        try (Tensor whole = tensor.contiguous()) {
            return whole.memory().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        }
    }

    /// {@return the lines of `metrics.jsonl` without what the clock says}
    static List<String> metrics(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line ->
                        line.replaceAll(
                                "\"(tokens_per_second|seconds_elapsed)\":[^,}]+", "\"$1\":0"))
                .toList();
    }
}
