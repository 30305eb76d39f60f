package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scores of single sequences against transformers'; tolerance as in [ParityTest].
class ScoringTest {
    private static final Path FIXTURES = Path.of("src/test/resources/parity");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kimi_k2",
                "deepseek_v3",
                "moonlight",
                "negative_bias_groups",
                "rope_halves",
                "unnormalised_tied"
            })
    void scoresAreThoseOfTransformers(String family) {
        Path folder = FIXTURES.resolve(family);
        SafetensorsFile expected = SafetensorsFile.open(folder.resolve("expected.safetensors"));
        try (Scope scope = Scope.open();
                K2Model model = Checkpoints.load(folder, DType.F32, note -> {})) {
            Tensor ids = expected.tensor("ids");
            int length = (int) ids.size(1);
            float[] logprobs = expected.tensor("logprobs").toFloats();
            long[] argmax = expected.tensor("argmax").toLongs();
            for (int row = 0; row < ids.size(0); row++) {
                TokenScores scores = Scoring.of(model, ids.select(0, row).toLongs());
                assertThat(scores.logprobs())
                        .containsExactly(
                                Arrays.copyOfRange(
                                        logprobs, row * (length - 1), (row + 1) * (length - 1)),
                                within(5e-5f));
                assertThat(Arrays.stream(scores.argmax()).asLongStream().toArray())
                        .containsExactly(
                                Arrays.copyOfRange(argmax, row * length, (row + 1) * length));
            }
        }
    }

    @Test
    void paddingChangesNoScore() {
        try (Scope scope = Scope.open();
                K2Model model =
                        Checkpoints.load(FIXTURES.resolve("kimi_k2"), DType.F32, note -> {})) {
            long[] tokens = {5, 9, 2, 7, 7, 1, 30, 12, 3, 4, 6};
            float[] all = Scoring.of(model, tokens).logprobs();
            for (int length = 2; length < tokens.length; length++) {
                // Products of other shapes sum in other orders: one unit in the sixth place.
                assertThat(Scoring.of(model, Arrays.copyOf(tokens, length)).logprobs())
                        .containsExactly(Arrays.copyOf(all, length - 1), within(1e-5f));
            }
        }
    }

    @Test
    void sequencesWithoutScoresAndOnesThatDoNotFit() {
        try (K2Model model = Checkpoints.load(FIXTURES.resolve("kimi_k2"), DType.F32, note -> {})) {
            K2Config config = model.config();
            assertThat(Scoring.of(model).argmax()).isEmpty();
            assertThat(Scoring.of(model, 3).logprobs()).isEmpty();
            assertThat(Scoring.of(model, 3).argmax()).hasSize(1);
            assertThatThrownBy(() -> Scoring.of(model, 0, config.vocabSize()))
                    .hasMessage(
                            "token %d is outside of the model's vocabulary, 0 to %d",
                            config.vocabSize(), config.vocabSize() - 1);
            assertThatThrownBy(() -> Scoring.of(model, -1)).hasMessageContaining("token -1");
            assertThatThrownBy(
                            () -> Scoring.of(model, new long[config.maxPositionEmbeddings() + 1]))
                    .hasMessageContaining("exceed the model's context");
            int context = config.maxPositionEmbeddings();
            assertThat(Scoring.of(model, new long[context]).argmax()).hasSize(context);
        }
    }
}
