package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationTest {
    private static final Path FOLDER = Path.of("src/test/resources/parity/kimi_k2");
    private static final long[] PROMPT = {5, 9, 2, 7};
    private static final Sampling HOT = new Sampling(1.5, 0, 1, 42);

    private K2Model model;
    private Generation generation;

    @BeforeEach
    void load() {
        model = Checkpoints.load(FOLDER, DType.F32, note -> {});
        generation = Generation.of(model);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void greedyTokensAreTheLikeliestOfTheWholeContext() {
        long[] made = generation.complete(PROMPT, 30, Sampling.GREEDY, token -> true);

        long[] tokens = PROMPT;
        for (long token : made) {
            try (Scope scope = Scope.open()) {
                long[] best = model.logits(TokenBatch.of(tokens)).argmax().toLongs();
                assertThat(token).isEqualTo(best[best.length - 1]);
            }
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = token;
        }
        assertThat(made).hasSize(30);
    }

    @Test
    void seedsRepeatAndDiffer() {
        long[] made = generation.complete(PROMPT, 20, HOT, token -> true);
        assertThat(generation.complete(PROMPT, 20, HOT, token -> true)).containsExactly(made);
        assertThat(generation.complete(PROMPT, 20, new Sampling(1.5, 0, 1, 43), token -> true))
                .isNotEqualTo(made);
    }

    @Test
    void tokensAreToldAsTheyAreMadeAndCanEndIt() {
        long[] all = generation.complete(PROMPT, 20, HOT, token -> true);
        List<Integer> told = new ArrayList<>();
        long end = all[4];
        long[] made =
                generation.complete(
                        PROMPT,
                        20,
                        HOT,
                        token -> {
                            told.add(token);
                            return token != end;
                        });
        assertThat(made).endsWith(end).hasSizeBetween(1, 5);
        assertThat(told.stream().mapToLong(Integer::longValue).toArray()).containsExactly(made);
    }

    @Test
    void contextIsAWindowThatSlides() {
        int window = generation.window();
        long[] prompt = new long[window + 3];
        Arrays.setAll(prompt, i -> i % 11);
        long[] seen = Arrays.copyOfRange(prompt, 3, prompt.length);
        assertThat(generation.complete(prompt, 3, Sampling.GREEDY, token -> true))
                .containsExactly(generation.complete(seen, 3, Sampling.GREEDY, token -> true));
    }

    @Test
    void tokensOutsideOfTheTokenizerAreNotMade() {
        long[] made = generation.below(3).complete(PROMPT, 40, HOT, token -> true);
        assertThat(made).containsOnly(0, 1, 2);
    }

    @Test
    void nothingIsLeftBehind() {
        long before = NativeMemory.liveTensors();
        long[] made = generation.complete(PROMPT, 5, HOT, token -> true);
        assertThat(made).hasSize(5);
        assertThat(NativeMemory.liveTensors()).isEqualTo(before);
    }

    @Test
    void promptsThatCannotBeContinuedAreRefused() {
        assertThatThrownBy(() -> generation.complete(new long[0], 1, HOT, token -> true))
                .hasMessageContaining("the prompt is empty");
        assertThatThrownBy(() -> generation.complete(new long[] {1 << 20}, 1, HOT, token -> true))
                .hasMessageContaining("outside of the model's vocabulary");
    }
}
