package dev.baltoro.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.data.shard.Texts;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnigramEntropyTest {
    @TempDir Path folder;

    @Test
    void itIsTheCrossEntropyUnderSmoothedCounts() {
        Texts.write(
                folder.resolve("set"),
                Map.of("a", Texts.documents("a", 500, 20, 8)),
                Texts.options(0.2, 1, 5_000));
        try (TokenShards shards = TokenShards.open(folder.resolve("set"))) {
            Map<Integer, Long> counts = new HashMap<>();
            TokenStore train = shards.train("a");
            for (long i = 0; i < train.documents(); i++) {
                for (int token : train.document(i)) {
                    counts.merge(token, 1L, Long::sum);
                }
            }
            double nats = 0;
            long measured = 0;
            TokenStore heldOut = shards.heldOut("a");
            for (long i = 0; i < heldOut.documents(); i++) {
                int[] tokens = heldOut.document(i);
                for (int t = 1; t < tokens.length; t++) {
                    nats -=
                            Math.log(
                                    (counts.getOrDefault(tokens[t], 0L) + 1.0)
                                            / (train.tokens() + 257.0));
                    measured++;
                }
            }
            var entropy = UnigramEntropy.of(shards, "a");
            // the same sum in another order: rounding only
            assertThat(entropy.natsPerToken()).isCloseTo(nats / measured, within(1e-9));
            assertThat(entropy.natsPerToken()).isBetween(2.0, Math.log(257));
            assertThat(entropy.heldOutTokens()).isEqualTo(measured);
            assertThat(entropy.trainTokens()).isEqualTo(train.tokens());
        }
    }

    @Test
    void withoutHeldOutTextItSaysSo() {
        Texts.write(
                folder.resolve("set"),
                Map.of("a", Texts.documents("a", 5, 5, 8)),
                Texts.options(0, 1, 5_000));
        try (TokenShards shards = TokenShards.open(folder.resolve("set"))) {
            assertThatThrownBy(() -> UnigramEntropy.of(shards, "a"))
                    .hasMessageContaining("larger held-out share");
            var sampler =
                    new PackedSampler(shards, Map.of("a", 1.0), 8, 0, Packing.DOCUMENT_MASKED);
            assertThatThrownBy(() -> sampler.heldOut("a", 100))
                    .hasMessageContaining("larger held-out share");
        }
    }
}
