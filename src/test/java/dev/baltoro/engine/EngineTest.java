package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final K2Config CONFIG =
            Presets.named("nano").withOverrides(Map.of("vocab_size", 512));

    @Test
    void promptGoesInAndTokensComeOut() throws InterruptedException {
        try (K2Model model = K2Model.random(CONFIG, new Seed(1), DType.F32);
                Engine engine = Engine.open(model, Optional.empty(), EngineOptions.standard());
                TokenStream stream =
                        engine.generate(
                                GenerationRequest.of(
                                        new int[] {1, 2, 3},
                                        5,
                                        SamplingParameters.GREEDY,
                                        Set.of()))) {
            List<Integer> ids = new ArrayList<>();
            for (var token = stream.next(); token.isPresent(); token = stream.next()) {
                ids.add(token.get().id());
            }
            assertThat(ids).hasSize(5);
            assertThat(stream.ending())
                    .isEqualTo(new Ending(FinishReason.LENGTH, Optional.empty(), 3, 0, 5));
        }
    }

    @Test
    void promptPastTheContextIsRefusedWithTheNumbers() {
        try (K2Model model = K2Model.random(CONFIG, new Seed(1), DType.F32);
                Engine engine = Engine.open(model, Optional.empty(), EngineOptions.standard())) {
            int[] prompt = new int[engine.contextTokens()];
            assertThatThrownBy(() ->
                            engine.generate(
                                    GenerationRequest.of(
                                            prompt, 1, SamplingParameters.GREEDY, Set.of())))
                    .isInstanceOf(EngineException.PromptTooLong.class)
                    .hasMessageContaining(Integer.toString(prompt.length));
        }
    }
}
