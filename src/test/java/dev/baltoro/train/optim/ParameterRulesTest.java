package dev.baltoro.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.train.optim.ParameterRules.Rule;
import dev.baltoro.train.optim.ParameterRules.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterRulesTest {
    private static K2Model model(boolean compressed) {
        Map<String, Object> small = new HashMap<>();
        small.put("hidden_size", 16L);
        small.put("num_hidden_layers", 2L);
        small.put("n_routed_experts", 4L);
        small.put("moe_intermediate_size", 8L);
        small.put("vocab_size", 16L);
        if (!compressed) {
            small.put("q_lora_rank", null);
        }
        K2Config config = Presets.named("nano").withOverrides(small);
        return K2Model.random(config, new Seed(1), DType.F32);
    }

    /// Moonlight §2.2 and figure 4: embedding, head and gains by AdamW, each matrix by Muon, the
    /// router's gate and the experts' stacks included.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyParameterIsClaimedByMatrixOrVector(boolean compressed) {
        try (K2Model model = model(compressed)) {
            Map<Parameter, Update> claimed = ParameterRules.muonClip().claim(model.parameters());
            assertThat(claimed.keySet()).containsExactlyElementsOf(model.parameters());
            claimed.forEach((parameter, update) -> {
                boolean vector = parameter.master().dimensions() == 1;
                boolean vocabulary = parameter.name().matches("model.embed_tokens.*|lm_head.*");
                assertThat(update)
                        .as(parameter.name())
                        .isEqualTo(vector || vocabulary ? Update.ADAMW : Update.MUON);
            });
            assertThat(names(claimed, Update.MUON))
                    .contains(
                            "model.layers.1.mlp.gate.weight",
                            "model.layers.1.mlp.experts.gate_up_proj",
                            "model.layers.1.mlp.experts.down_proj");
        }
    }

    @Test
    void selectionBiasesAreNoParameters() {
        try (K2Model model = model(true)) {
            assertThat(model.weights())
                    .containsKey("model.layers.1.mlp.gate.e_score_correction_bias");
            assertThat(model.parameters().stream().map(Parameter::name))
                    .noneMatch(name -> name.contains("e_score_correction_bias"));
        }
    }

    @Test
    void anUnclaimedParameterIsNamed() {
        try (K2Model model = model(true)) {
            ParameterRules rules =
                    new ParameterRules(
                            List.of(Rule.of("model\\.layers.*|lm_head.*|.*embed.*", Update.ADAMW)));
            assertThatThrownBy(() -> rules.claim(model.parameters()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("model.norm.weight");
        }
    }

    @Test
    void aRuleThatClaimsNothingIsNamed() {
        try (K2Model model = model(true)) {
            ParameterRules rules =
                    new ParameterRules(
                            List.of(
                                    Rule.of("model\\.embeddings\\..*", Update.ADAMW),
                                    Rule.of(".*", Update.MUON)));
            assertThatThrownBy(() -> rules.claim(model.parameters()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("model\\.embeddings\\..*");
        }
    }

    @Test
    void theFirstRuleThatMatchesWins() {
        try (K2Model model = model(true)) {
            ParameterRules rules =
                    new ParameterRules(
                            List.of(Rule.of(".*gate.*", Update.ADAMW), Rule.of(".*", Update.MUON)));
            Map<Parameter, Update> claimed = rules.claim(model.parameters());
            assertThat(names(claimed, Update.ADAMW)).contains("model.layers.1.mlp.gate.weight");
            assertThat(names(claimed, Update.MUON)).contains("model.norm.weight");
        }
    }

    private static TreeSet<String> names(Map<Parameter, Update> claimed, Update update) {
        TreeSet<String> names = new TreeSet<>();
        claimed.forEach((parameter, as) -> {
            if (as == update) {
                names.add(parameter.name());
            }
        });
        return names;
    }
}
