package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.ScoredRow.Row;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole rows, scored while others are decoded. All comparisons are of bits.
class ScoredRowTest {
    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 512,
                                    "num_hidden_layers", 3,
                                    "max_position_embeddings", 700));

    private static final K2Model MODEL = K2Model.random(CONFIG, new Seed(3), DType.F32);
    private static final K2Model NARROW = K2Model.random(CONFIG, new Seed(3), DType.BF16);

    @AfterAll
    static void close() {
        MODEL.close();
        NARROW.close();
    }

    private static int[] tokens(int length, long seed) {
        return new Random(seed).ints(length, 0, CONFIG.vocabSize()).toArray();
    }

    private static Engine open(K2Model model, int threads) {
        return Engine.open(
                model,
                Optional.empty(),
                EngineOptions.standard().withThreads(threads).withCacheTokens(4096));
    }

    private static GenerationRequest drawn(int seed, int count) {
        var sampling = SamplingParameters.DEFAULT.withSeed(seed);
        return GenerationRequest.of(tokens(20, seed), count, sampling, Set.of());
    }

    /// The last row fills the context; one is as long as two others, one padded.
    @ParameterizedTest
    @CsvSource({"1, F32", "2, F32", "3, F32", "2, BF16"})
    void rowsHaveTheTrainersBitsWhateverElseIsComputed(int threads, DType type) throws Exception {
        K2Model model = type == DType.F32 ? MODEL : NARROW;
        List<Row> rows = new ArrayList<>();
        for (int length : new int[] {2, 7, 60, 60, 60, 33, 128, 257, 1, 0, 90, 700}) {
            rows.add(Row.of(tokens(length, rows.size())));
        }
        rows.add(new Row(tokens(41, 1), 64));
        try (Engine engine = open(model, threads)) {
            List<TokenStream> company = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                company.add(engine.generate(drawn(i, 30)));
            }
            List<ScoredRow> scored = engine.score(rows).get();
            for (int i = 0; i < rows.size(); i++) {
                int[] tokens = rows.get(i).tokens();
                float[] expected =
                        tokens.length < 2
                                ? new float[0]
                                : Trainer.logprobs(model, rows.get(i).length(), tokens);
                assertThat(scored.get(i).scores().logprobs()).as("row %d", i).isEqualTo(expected);
                assertThat(scored.get(i).scores().argmax()).hasSize(tokens.length);
            }
            for (TokenStream stream : company) {
                stream.close();
            }
        }
    }

    @Test
    void rowsTakeTurnsOneOnEachCoreBetweenTwoSteps() throws Exception {
        try (Engine engine = open(MODEL, 2)) {
            Pause pause = engine.pause().join();
            TokenStream stream = engine.generate(drawn(1, 12));
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                rows.add(Row.of(tokens(30, i)));
            }
            List<CompletableFuture<Long>> steps = new ArrayList<>();
            steps.add(engine.score(rows).thenApply(_ -> engine.statistics().steps()));
            steps.add(engine.score(tokens(9, 1), 2).thenApply(_ -> engine.statistics().steps()));
            pause.close();
            assertThat(steps.stream().map(CompletableFuture::join)).containsExactly(4L, 2L);
            assertThat(stream.next()).isPresent();
            stream.close();
        }
    }

    @Test
    void rowsOfAnEvaluationAreReadBehindTheirPrompts() throws Exception {
        int[] prompt = tokens(12, 1);
        int[] first = tokens(3, 2);
        int[] second = tokens(5, 3);
        try (Engine engine = open(MODEL, 2)) {
            List<ScoredRow> scored =
                    engine.score(List.of(Row.of(prompt, first), Row.of(prompt, second))).get();
            float[] all = Trainer.logprobs(MODEL, Row.of(prompt, first).tokens());
            double sum = 0;
            for (float value : Arrays.copyOfRange(all, 11, 14)) {
                sum += value;
            }
            assertThat(scored.get(0).scores().logLikelihood(12)).isEqualTo(sum);
            assertThat(scored.get(1).scores().logprobs()).hasSize(16);
        }
    }

    @Test
    void rowsThatCannotBeScoredAreRefusedWithTheNumbers() {
        try (Engine engine = open(MODEL, 1)) {
            assertThatThrownBy(() -> engine.score(List.of(Row.of(tokens(701, 1)))))
                    .isInstanceOf(EngineException.PromptTooLong.class)
                    .hasMessageContaining("701")
                    .hasMessageContaining("700");
            assertThatThrownBy(() -> engine.score(List.of(Row.of(1, 2, 512))))
                    .hasMessage("token 512 is not in the model's vocabulary of 512");
            List<Row> many = new ArrayList<>();
            for (int i = 0; i <= Engine.SCORED_ROWS_MAX; i++) {
                many.add(Row.of(1, 2));
            }
            assertThatThrownBy(() -> engine.score(many))
                    .hasMessage("1025 rows are scored at once; use up to 1024, and more requests");
            assertThatThrownBy(() -> new Row(new int[] {1, 2}, 1)).hasMessageContaining("length");
            assertThat(engine.score(List.of()).join()).isEmpty();
        }
    }
}
