package dev.baltoro.train.sft;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.pretrain.TinyRun;
import dev.baltoro.train.pretrain.TokenizerOf;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.ProgressLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// A pretrained model of two layers and conversations to fine-tune it on, for tests.
public final class TinySft {
    private static final List<String> COLOURS = List.of("red", "blue", "green", "grey");

    private static final Tokenizer TOKENIZER =
            new BpeTrainer(BpeTrainer.VOCAB_SIZE_MIN + 60, 1, BpeTrainer.Progress.SILENT)
                    .train(
                            List.of(
                                            "the ice is blue, the ice is grey, name a colour",
                                            "functions.paint red green blue grey {\"colour\": ")
                                    .iterator());

    private TinySft() {}

    /// Answers nothing: for tests of what does not depend on answers.
    static final AnswerWriter SILENT =
            (model, tokenizer, encoder, questions, tokens) ->
                    questions.stream().map(_ -> Optional.<int[]>empty()).toList();

    /// {@return the tokenizer of all of this}
    static Tokenizer tokenizer() {
        return TOKENIZER;
    }

    /// {@return a finished run of six steps, its model not exported}
    ///
    /// @param set further keys of its recipe
    public static Path pretrained(Path folder, String... set) throws IOException {
        Path shards = folder.resolve("shards");
        DocumentSource lines =
                DocumentSource.of(
                        "lines",
                        () ->
                                IntStream.range(0, 100)
                                        .mapToObj(i -> new Document("line:" + (i + 1), line(i))));
        new DatasetPreparation(
                        TokenizerEncoder.of(TOKENIZER),
                        new PreparationOptions(0.1, 1, false, 100_000, 1, false),
                        PreparationListener.silent())
                .write(shards, Map.of("lines", List.of(lines)));
        TOKENIZER.save(shards.resolve(TokenizerOf.FOLDER));
        List<String> keys = new ArrayList<>(List.of(set));
        keys.add("model.set.max_position_embeddings=320");
        Recipe recipe = Recipe.parse(TinyRun.yaml(shards), keys);
        Path run = folder.resolve("pretrained");
        try (PretrainingRun training =
                PretrainingRun.start(run, recipe, (model, tokenizer, asked, seed) -> List.of())) {
            if (!TinyRun.train(training, () -> false)) {
                throw new IllegalStateException("stopped");
            }
        }
        return run;
    }

    private static String line(int i) {
        return "the ice of glacier " + i + " is " + COLOURS.get(i % COLOURS.size());
    }

    /// {@return a file of conversations, half of them with a call}
    public static Path conversations(Path file, int count) throws IOException {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            records.add((i / COLOURS.size()) % 2 == 0 ? plain(i, colour) : withCall(colour));
        }
        return Files.write(file, records);
    }

    private static String plain(int i, String colour) {
        return """
        {"messages":[{"role":"system","content":"Say."},{"role":"user","content":"%d %s"},\
        {"role":"assistant","content":"%s"}]}\
        """
                .formatted(i, colour, colour);
    }

    private static String withCall(String colour) {
        return """
        {"tools":[{"type":"function","function":{"name":"paint","parameters":{"type":"object",\
        "properties":{"colour":{"type":"string"}},"required":["colour"]}}}],\
        "messages":[{"role":"system","content":"Do."},{"role":"user","content":"%s"},\
        {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"paint",\
        "arguments":{"colour":"%s"}}}]},{"role":"tool","tool_call_id":"a","content":"ok"},\
        {"role":"assistant","content":"Done."}]}\
        """
                .formatted(colour, colour);
    }

    /// {@return a recipe of six steps}
    public static SftRecipe recipe(Path from, Path conversations, String... set) {
        return SftRecipe.parse(
                """
                name: tiny-sft
                model: {from: "%s"}
                data: {train: ["%s"], held_out_fraction: 0.2}
                context: 320
                batch: {tokens: 640, micro_batch_tokens: 320}
                max_steps: 6
                workers: 2
                evaluate_every_steps: 3
                report_every_seconds: 3600
                answers: {questions: 4, tokens: 80}
                """
                        .formatted(from, conversations),
                List.of(set));
    }

    /// Trains silently; returns whether all steps are done.
    public static boolean train(SftRun run, BooleanSupplier stop) throws IOException {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (ProgressLine progress = ProgressLine.on(nowhere, 0, run.step(), run.steps())) {
            return run.train(progress, stop);
        }
    }

    /// {@return every weight, selection bias and momentum, to the last bit}
    static Map<String, byte[]> state(SftRun run) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        run.training().stateTensors().forEach((name, tensor) -> bytes.put(name, bytes(tensor)));
        return bytes;
    }

    private static byte[] bytes(Tensor tensor) {
        try (Tensor whole = tensor.contiguous()) {
            return whole.memory().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// {@return the lines of `metrics.jsonl` without what the clock says}
    static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line ->
                        line.replaceAll(
                                "\"(tokens_per_second|seconds_elapsed)\":[^,}]+", "\"$1\":0"))
                .toList();
    }
}
