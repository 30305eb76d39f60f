package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What heads that copy do before anything is learned.
class CopyingWeightsTest {
    private static final long SEED = 11;
    private static final int VOCABULARY = 1024;
    private static final int BLOCK = 60;
    private static final Map<String, Object> ROOM =
            Map.of(
                    "vocab_size", VOCABULARY,
                    "hidden_size", 256,
                    "q_lora_rank", 128,
                    "kv_lora_rank", 128,
                    "qk_nope_head_dim", 64,
                    "qk_rope_head_dim", 32,
                    "v_head_dim", 32,
                    "num_hidden_layers", 3,
                    "rope_theta", 200.0,
                    "tie_word_embeddings", true);

    /// Random tokens, then the same ones again. By chance one in 1,024 is right. The tokens' codes
    /// are random, so that some collide: three in four is a bound with room for other seeds.
    @Test
    void whatWasSaidOnceIsLikelierTheSecondTime() {
        long[] tokens = twice();
        assertThat(right(InitialWeights.COPYING, tokens)).as("of %d", BLOCK).isGreaterThan(45);
        assertThat(right(InitialWeights.RANDOM, tokens)).as("of %d", BLOCK).isLessThan(5);
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        try (K2Model one = fresh(InitialWeights.COPYING);
                K2Model other = fresh(InitialWeights.COPYING)) {
            one.weights()
                    .forEach((name, values) ->
                            assertThat(other.weights().get(name))
                                    .as(name)
                                    .isNotNull()
                                    .matches(its -> its.equalTo(values)));
        }
    }

    @Test
    void aConfigurationWithoutRoomIsRefusedByItsKey() {
        assertThatThrownBy(() -> fresh(config(Map.of("tie_word_embeddings", false))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("weights that copy need tie_word_embeddings true");
        assertThatThrownBy(() -> fresh(config(Map.of("kv_lora_rank", 64))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("weights that copy need kv_lora_rank of 128 at least");
    }

    private static int right(InitialWeights first, long[] tokens) {
        try (Scope scope = Scope.open();
                K2Model model = fresh(first)) {
            int[] likeliest = Scoring.of(model, tokens).argmax();
            int right = 0;
            for (int i = BLOCK + 1; i < 2 * BLOCK - 1; i++) {
                right += likeliest[i] == tokens[i + 1] ? 1 : 0;
            }
            return right;
        }
    }

    private static long[] twice() {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] tokens = new long[2 * BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            tokens[i] = random.nextInt(VOCABULARY);
            tokens[BLOCK + i] = tokens[i];
        }
        return tokens;
    }

    private static K2Model fresh(InitialWeights first) {
        return K2Model.fresh(config(Map.of()), new Seed(SEED), first, DType.F32);
    }

    private static K2Model fresh(K2Config config) {
        return K2Model.fresh(config, new Seed(SEED), InitialWeights.COPYING, DType.F32);
    }

    private static K2Config config(Map<String, Object> changes) {
        ObjectNode json =
                (ObjectNode) JsonMapper.shared().readTree(ConfigJson.write(Presets.named("nano")));
        ROOM.forEach((key, value) -> json.set(key, JsonMapper.shared().valueToTree(value)));
        changes.forEach((key, value) -> json.set(key, JsonMapper.shared().valueToTree(value)));
        return ConfigJson.parse(json.toString(), "test", note -> {});
    }
}
