package dev.baltoro.flow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.pretrain.TinyRun;
import dev.baltoro.train.pretrain.TokenizerOf;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSamplesTest {
    private static final String PROMPTS = "generate={prompts: ['the ice', ''], tokens: 12}";
    private static final Duration JOIN_MAX = Duration.ofSeconds(10);
    private static final Tokenizer TOKENIZER =
            new BpeTrainer(BpeTrainer.VOCAB_SIZE_MIN + 40, 1, BpeTrainer.Progress.SILENT)
                    .train(List.of("the glacier melts, the glacier grows").iterator());

    @TempDir private static Path shared;
    private static Path shards = Path.of("");
    @TempDir private Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        shards = shared.resolve("shards");
        DocumentSource lines =
                DocumentSource.of(
                        "lines",
                        () ->
                                IntStream.range(0, 200)
                                        .mapToObj(i ->
                                                new Document(
                                                        "line " + i,
                                                        "the ice of glacier "
                                                                + i
                                                                + " melts and grows")));
        new DatasetPreparation(
                        TokenizerEncoder.of(TOKENIZER),
                        new PreparationOptions(0.1, 1, false, 100_000, 1, false),
                        PreparationListener.silent())
                .write(shards, Map.of("lines", List.of(lines)));
        TOKENIZER.save(shards.resolve(TokenizerOf.FOLDER));
    }

    private static Recipe recipe(String... set) {
        return Recipe.parse(TinyRun.yaml(shards), List.of(set));
    }

    private Path train(String name, String... set) throws IOException {
        Path path = folder.resolve(name);
        try (PretrainingRun run = PretrainingRun.start(path, recipe(set), new EngineSamples())) {
            assertThat(TinyRun.train(run, () -> false)).isTrue();
        }
        return path;
    }

    private static List<String> samples(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.contains("\"type\":\"sample\""))
                .toList();
    }

    /// Computing in bf16, the weights in training are fp32 all the same.
    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void samplesRepeatAndChangeNothingOfTheTraining(String precision) throws IOException {
        Path once = train("once", "precision=" + precision, PROMPTS);
        Path again = train("again", "precision=" + precision, PROMPTS);
        Path without = train("without", "precision=" + precision);
        assertThat(samples(once))
                .hasSize(2 * 3)
                .noneMatch(line -> line.contains("(no sample"))
                .isEqualTo(samples(again));
        assertThat(samples(without)).isEmpty();
        for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
            Path last = Path.of("checkpoints/step-00000006").resolve(file);
            assertThat(once.resolve(last)).hasSameBinaryContentAs(without.resolve(last));
        }
    }

    /// Steps after the third are skipped, and each evaluation comes to its samples.
    @ParameterizedTest
    @CsvSource({
        "model.embed_tokens.weight, NaN, fp32",
        "model.layers.0.self_attn.q_b_proj.weight, Infinity, fp32",
        "model.layers.0.self_attn.kv_b_proj.weight, NaN, bf16",
        "model.layers.1.mlp.gate.weight, NaN, fp32",
        "model.layers.1.mlp.shared_experts.up_proj.weight, NaN, fp32",
        "lm_head.weight, Infinity, bf16"
    })
    void runWhoseWeightsAreNotFiniteGoesOnAndSaysSoInTheSamplesPlace(
            String weight, double poison, String precision) throws IOException {
        Path path = folder.resolve("run");
        Recipe recipe =
                recipe("precision=" + precision, "stability.non_finite_steps_max=100", PROMPTS);
        try (PretrainingRun run = PretrainingRun.start(path, recipe, new EngineSamples())) {
            assertThat(TinyRun.train(run, () -> run.step() >= 3)).isFalse();
            poison(run.training().model(), weight, poison);
            assertThat(TinyRun.train(run, () -> false)).isTrue();
        }
        assertThat(samples(path)).hasSize(2 * 3);
        assertThat(samples(path).subList(2, 6))
                .allMatch(line -> line.contains("(no sample: the model's scores are not finite"));
    }

    private static void poison(K2Model model, String name, double value) {
        try (Scope scope = Scope.open()) {
            Tensor weight = requireNonNull(model.weights().get(name), name);
            Tensor unused = weight.fill_(value);
        }
        model.refresh();
    }

    private static K2Model random() {
        return random(64, DType.F32);
    }

    private static K2Model random(int context, DType computeType) {
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size",
                                        TOKENIZER.vocabSize() + 20,
                                        "hidden_size",
                                        64,
                                        "num_hidden_layers",
                                        2,
                                        "max_position_embeddings",
                                        context));
        return K2Model.random(config, new Seed(3), computeType);
    }

    private static List<String> write(K2Model model, long seed, String... prompts) {
        var asked = new Recipe.Generation(List.of(prompts), 100);
        return new EngineSamples().write(model, TOKENIZER, asked, seed);
    }

    @Test
    void seedsRepeatAndDiffer() {
        try (K2Model model = random()) {
            List<String> first = write(model, 1, "the ice", "glacier");
            assertThat(first).hasSize(2).allMatch(text -> !text.isBlank()).doesNotHaveDuplicates();
            assertThat(write(model, 1, "the ice", "glacier")).isEqualTo(first);
            assertThat(write(model, 2, "the ice", "glacier")).isNotEqualTo(first);
            assertThat(write(model, 1)).isEmpty();
        }
    }

    /// The longest prompt is computed in two chunks.
    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void longPromptsAreContinuedInEitherPrecision(DType computeType) {
        try (K2Model model = random(1024, computeType)) {
            List<String> texts = write(model, 1, "!?".repeat(200), "the ice", "!?".repeat(64));
            assertThat(texts).hasSize(3).noneMatch(text -> text.startsWith("(no sample"));
            assertThat(texts).allMatch(text -> !text.isBlank());
        }
    }

    @Test
    void promptPastTheContextSaysSoAndTheOthersAreWritten() {
        try (K2Model model = random()) {
            List<String> texts = write(model, 1, "the ice", "!?".repeat(40), "glacier");
            assertThat(texts.get(1))
                    .startsWith(
                            "(no sample: the prompt has 80 tokens; this model takes at most 63");
            assertThat(List.of(texts.get(0), texts.get(2)))
                    .isEqualTo(write(model, 1, "the ice", "glacier"));
        }
    }

    @Test
    void neitherThreadsNorMemoryOfTheEngineAreLeft() throws InterruptedException {
        try (K2Model model = random()) {
            long tensors = NativeMemory.liveTensors();
            long bytes = NativeMemory.liveBytes();
            Set<Thread> threads = Thread.getAllStackTraces().keySet();
            for (int i = 0; i < 3; i++) {
                assertThat(write(model, i, "the ice", "!?".repeat(40))).hasSize(2);
            }
            assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
            assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
            Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
            left.removeAll(threads);
            for (Thread thread : new ArrayList<>(left)) {
                if (thread.getName().matches("(baltoro-engine|decode-|worker-).*")) {
                    assertThat(thread.join(JOIN_MAX)).as("%s has ended", thread).isTrue();
                }
            }
        }
    }
}
