package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs with a fresh model: its text means nothing, but is a text.
class GenerateCommandTest {
    private static final int VOCABULARY = 320;
    private static final int CONTEXT = 200;

    @TempDir private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Tokenizer tokenizer =
                new BpeTrainer(300, 1, BpeTrainer.Progress.SILENT)
                        .train(List.of("the glacier melts, the glacier grows").iterator());
        tokenizer.save(folder);
        write(folder, tokenizer.requireSpecialId("[EOS]"), VOCABULARY);
    }

    /// The model's vocabulary is larger than the tokenizer's, as padded ones are.
    private static void write(Path folder, int eos, int vocabulary) {
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size",
                                        vocabulary,
                                        "hidden_size",
                                        64,
                                        "num_hidden_layers",
                                        2,
                                        "max_position_embeddings",
                                        CONTEXT,
                                        "bos_token_id",
                                        0,
                                        "eos_token_id",
                                        eos));
        try (K2Model model = K2Model.random(config, new Seed(3), DType.F32)) {
            HuggingFaceExport.write(
                    folder,
                    config,
                    model.weights(),
                    DType.F32,
                    SafetensorsFolder.DEFAULT_SHARD_BYTES);
        }
    }

    private static Ran generate(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("generate", "--model", folder));
        arguments.addAll(List.of(more));
        return Ran.of(arguments.toArray());
    }

    @Test
    void seedsRepeatAndDiffer() {
        Ran first = generate("--prompt", "the ice", "--temperature", 1, "--seed", 1);
        assertThat(first.code()).isZero();
        assertThat(first.out()).isNotBlank();
        assertThat(generate("--prompt", "the ice", "--temperature", 1, "--seed", 1))
                .isEqualTo(first);
        assertThat(generate("--prompt", "the ice", "--temperature", 1, "--seed", 2).out())
                .isNotEqualTo(first.out());
    }

    @Test
    void cutTextIsSaidToBeCut() {
        Ran ran = generate("--prompt", "the ice", "--temperature", 0, "--max-tokens", 3);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("cut at 3 tokens");
    }

    @Test
    void textEndsWhereTheContextIsFull() {
        String prompt = "!?".repeat(98); // no two of its characters are one token
        Ran ran = generate("--prompt", prompt, "--temperature", 0, "--max-tokens", 1_000_000);
        assertThat(ran.code()).isZero();
        assertThat(ran.err().strip())
                .isEqualTo(
                        "(cut at 4 tokens: with the prompt's 196 they fill the model's context of 200)");
    }

    @Test
    void promptPastTheContextIsRefusedWithTheNumbers() {
        Ran ran = generate("--prompt", "!?".repeat(150));
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().strip())
                .startsWith(folder + ": the prompt has 300 tokens; this model takes at most 199")
                .hasLineCount(1);
    }

    @Test
    void narrowWeightsMakeTextTooAndSayWhatTheyCost() {
        Ran ran = generate("--prompt", "the ice", "--dtype", "int8", "--max-tokens", 3);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).startsWith("int8 weights: log-probabilities differ from fp32's by");
        assertThat(generate("--prompt", "x", "--dtype", "fp8").err())
                .contains("--dtype is fp8; use fp32, bf16 or int8");
    }

    @Test
    void samplingThatMeansNothingIsMisuse() {
        Ran ran = generate("--prompt", "x", "--top-p", 2);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("--top-p is 2.0; use more than 0, at most 1");
        assertThat(generate("--prompt", "x", "--max-tokens", 0).err())
                .startsWith("--max-tokens is 0; use 1 to 1,000,000");
    }

    @Test
    void readerThatGoesAwayEndsTheText() {
        AtomicInteger writes = new AtomicInteger();
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (writes.incrementAndGet() > 3) {
                            throw new IOException("Broken pipe");
                        }
                    }
                };
        Ran ran = Ran.into(closed, "", "generate", "--model", folder, "--prompt", "the ice");
        assertThat(ran).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void textEndsAtTheEndOfTheModelsConfiguration(@TempDir Path other)
            throws IOException, InterruptedException {
        Tokenizer tokenizer = Tokenizer.load(folder);
        tokenizer.save(other);
        write(other, first(tokenizer), VOCABULARY);

        Ran ended = Ran.of("generate", "--model", other, "--prompt", "the ice", "--temperature", 0);
        assertThat(ended).isEqualTo(new Ran(0, System.lineSeparator(), ""));
    }

    @Test
    void textEndsAndIsDrawnAsGenerationConfigSays(@TempDir Path other)
            throws IOException, InterruptedException {
        Tokenizer tokenizer = Tokenizer.load(folder);
        tokenizer.save(other);
        write(other, tokenizer.requireSpecialId("[EOS]"), VOCABULARY);
        Files.writeString(
                other.resolve("generation_config.json"),
                "{\"do_sample\": false, \"eos_token_id\": [%d]}".formatted(first(tokenizer)));
        Ran ended = Ran.of("generate", "--model", other, "--prompt", "the ice");
        assertThat(ended).isEqualTo(new Ran(0, System.lineSeparator(), ""));
    }

    /// {@return the first token that the model makes of the prompt}
    private static int first(Tokenizer tokenizer) throws InterruptedException {
        int[] prompt = tokenizer.encode("the ice");
        var request = GenerationRequest.of(prompt, 1, SamplingParameters.GREEDY, Set.of());
        try (K2Model model = Checkpoints.load(folder, DType.F32, note -> {});
                Engine engine = Engine.open(model, tokenizer, EngineOptions.standard());
                TokenStream stream = engine.generate(request)) {
            return stream.next().orElseThrow().id();
        }
    }

    @Test
    void chatAndEmptyPromptsAreAnswered() {
        assertThat(generate("--prompt", "hello", "--chat").code()).isZero();
        assertThat(generate("--prompt", "").code()).isZero();
    }

    @Test
    void modelThatIsTooSmallForItsTokenizerIsRefused(@TempDir Path other) throws IOException {
        Tokenizer.load(folder).save(other);
        write(other, 1, 290);
        Ran ran = Ran.of("generate", "--model", other, "--prompt", "x");
        assertThat(ran.code()).isOne();
        assertThat(ran.err().strip())
                .contains("its tokenizer has 297 ids and its model 290")
                .hasLineCount(1);
    }
}
