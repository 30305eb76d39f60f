package dev.baltoro.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.data.DataException;
import dev.baltoro.data.Hashes;
import dev.baltoro.data.shard.Texts;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenStore;
import dev.baltoro.stats.SplitMix64;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedSamplerTest {
    @TempDir Path folder;
    private TokenShards shards;

    @BeforeEach
    void prepare() {
        Texts.write(
                folder.resolve("set"),
                Map.of(
                        "code", Texts.documents("code", 400, 30, 1),
                        "math", Texts.documents("math", 200, 10, 2),
                        "words", Texts.documents("words", 300, 4, 3)),
                Texts.options(0.1, 2, 4_000));
        shards = TokenShards.open(folder.resolve("set"));
    }

    @AfterEach
    void close() {
        shards.close();
    }

    private PackedSampler sampler(Map<String, Double> weights, int length, Packing packing) {
        return new PackedSampler(shards, weights, length, 11, packing);
    }

    private PackedSampler mixed(int length) {
        return sampler(
                Map.of("code", 5.0, "math", 3.0, "words", 2.0), length, Packing.DOCUMENT_MASKED);
    }

    @Test
    void batchesAreFunctionsOfTheirPositionAlone() {
        PackedBatch whole = mixed(64).batch(1000, 16);
        PackedSampler wandering = mixed(64);
        wandering.batch(0, 5);
        wandering.batch(100_000, 3);
        PackedBatch first = wandering.batch(1000, 7);
        PackedBatch rest = wandering.batch(1007, 9);
        assertThat(concat(first.tokens(), rest.tokens())).isEqualTo(whole.tokens());
        assertThat(concat(first.targets(), rest.targets())).isEqualTo(whole.targets());
        assertThat(concat(first.documentStarts(), rest.documentStarts()))
                .isEqualTo(whole.documentStarts());
    }

    @Test
    void anEpochHasEachDocumentOnce() {
        int length = 32;
        PackedSampler sampler = sampler(Map.of("math", 1.0), length, Packing.DOCUMENT_MASKED);
        TokenStore store = shards.train("math");
        int windows = Math.toIntExact(sampler.windows("math"));
        for (int epoch = 0; epoch < 2; epoch++) {
            Map<Integer, Integer> wanted = new HashMap<>();
            for (long i = 0; i < store.documents(); i++) {
                Arrays.stream(store.document(i)).forEach(t -> wanted.merge(t, 1, Integer::sum));
            }
            Map<Integer, Integer> seen = new HashMap<>();
            // the order within blocks of the mix is shuffled, so count over the rows of this epoch
            List<int[]> rows = rowsOfEpoch(sampler, epoch, windows, length);
            rows.forEach(row -> Arrays.stream(row).forEach(t -> seen.merge(t, 1, Integer::sum)));
            int surplus = Math.toIntExact(windows * (long) length - store.tokens());
            int more = 0;
            for (var entry : seen.entrySet()) {
                int difference = entry.getValue() - wanted.getOrDefault(entry.getKey(), 0);
                assertThat(difference).isNotNegative();
                more += difference;
            }
            assertThat(more).isEqualTo(surplus).isLessThan(length);
            Set<String> distinct = new HashSet<>();
            rows.forEach(row -> distinct.add(Arrays.toString(row)));
            assertThat(distinct).hasSize(windows);
        }
    }

    /// With one domain, row p of the mix is row σ(p) of the domain, σ shuffling blocks of 1,024.
    private static List<int[]> rowsOfEpoch(
            PackedSampler sampler, int epoch, int windows, int length) {
        long end = (long) (epoch + 1) * windows;
        int all = Math.toIntExact(Math.ceilDiv(end, DomainMix.BLOCK) * (long) DomainMix.BLOCK);
        var mix = new DomainMix(Map.of("math", 1.0), SplitMix64.mix(11, Hashes.of("mix")));
        PackedBatch batch = sampler.batch(0, all);
        List<int[]> rows = new ArrayList<>();
        for (int p = 0; p < all; p++) {
            if (mix.place(p).row() / windows == epoch) {
                rows.add(Arrays.copyOfRange(batch.tokens(), p * length, (p + 1) * length));
            }
        }
        assertThat(rows).hasSize(windows);
        return rows;
    }

    @Test
    void epochsDifferInOrder() {
        PackedSampler sampler = sampler(Map.of("words", 1.0), 32, Packing.DOCUMENT_MASKED);
        PackedSampler other =
                new PackedSampler(shards, Map.of("words", 1.0), 32, 12, Packing.DOCUMENT_MASKED);
        assertThat(sampler.batch(0, 8).tokens()).isNotEqualTo(sampler.batch(4096, 8).tokens());
        assertThat(sampler.batch(0, 8).tokens()).isNotEqualTo(other.batch(0, 8).tokens());
    }

    @Test
    void domainsComeInTheirProportions() {
        PackedBatch batch = mixed(16).batch(0, 10 * DomainMix.BLOCK);
        Map<String, Integer> counts = new HashMap<>();
        batch.domains().forEach(domain -> counts.merge(domain, 1, Integer::sum));
        // exact up to the rounding of a weight to 1/1024
        assertThat(counts.getOrDefault("code", 0) / 10240.0).isCloseTo(0.5, within(1 / 1024.0));
        assertThat(counts.getOrDefault("math", 0) / 10240.0).isCloseTo(0.3, within(1 / 1024.0));
        assertThat(counts.getOrDefault("words", 0) / 10240.0).isCloseTo(0.2, within(1 / 1024.0));
        // and well mixed: 200 rows are hypergeometric with deviations below 8; five of them
        long early = batch.domains().subList(0, 200).stream().filter("code"::equals).count();
        assertThat(early).isBetween(60L, 140L);
    }

    @Test
    void epochsAreCounted() {
        PackedSampler sampler = mixed(32);
        long position = 5 * DomainMix.BLOCK + 77;
        Map<String, Integer> counts = new HashMap<>();
        sampler.batch(0, Math.toIntExact(position))
                .domains()
                .forEach(domain -> counts.merge(domain, 1, Integer::sum));
        sampler.epochs(position)
                .forEach((domain, epochs) ->
                        assertThat(epochs * sampler.windows(domain))
                                .isCloseTo(counts.getOrDefault(domain, 0), within(1e-6)));
    }

    @Test
    void masksKeepDocumentsApart() {
        PackedBatch batch = mixed(48).batch(300, 200);
        int borders = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int start = 0;
            for (int i = 0; i < 48; i++) {
                int at = row * 48 + i;
                // a document ends with token 256 and nowhere else has it
                boolean begins = i > 0 && batch.tokens()[at - 1] == 256;
                start = begins ? i : start;
                borders += begins ? 1 : 0;
                assertThat(batch.documentStarts()[at]).isEqualTo(start);
                boolean last = batch.tokens()[at] == 256;
                assertThat(batch.targets()[at] == PackedBatch.NO_TARGET).isEqualTo(last);
                if (i + 1 < 48 && !last) {
                    assertThat(batch.targets()[at]).isEqualTo(batch.tokens()[at + 1]);
                }
            }
        }
        assertThat(borders).isGreaterThan(100);
    }

    @Test
    void withoutMasksARowIsOneText() {
        var weights = Map.of("words", 1.0);
        PackedBatch masked = sampler(weights, 40, Packing.DOCUMENT_MASKED).batch(9, 20);
        PackedBatch open = sampler(weights, 40, Packing.UNMASKED).batch(9, 20);
        assertThat(open.tokens()).isEqualTo(masked.tokens());
        assertThat(open.documentStarts()).containsOnly(0);
        assertThat(open.targets()).doesNotContain(PackedBatch.NO_TARGET);
        assertThat(open.targetCount()).isEqualTo(800);
        assertThat(masked.targetCount()).isLessThan(800);
        for (int i = 0; i < 39; i++) {
            assertThat(open.targets()[i]).isEqualTo(open.tokens()[i + 1]);
        }
    }

    @Test
    void rowsLongerThanTheDomainRepeatIt() {
        PackedSampler sampler = sampler(Map.of("words", 1.0), 20_000, Packing.DOCUMENT_MASKED);
        assertThat(sampler.windows("words")).isEqualTo(1);
        PackedBatch batch = sampler.batch(0, 1);
        int tokens = Math.toIntExact(shards.train("words").tokens());
        assertThat(tokens).isLessThan(20_000);
        assertThat(batch.tokens()[tokens]).isEqualTo(batch.tokens()[0]);
        assertThat(batch.documentStarts()[tokens]).isEqualTo(tokens);
    }

    @Test
    void stagesMayDifferInLength() {
        assertThat(mixed(64).batch(5, 4).tokens()).hasSize(256);
        assertThat(mixed(128).batch(0, 2).tokens()).hasSize(256);
    }

    @Test
    void heldOutRowsAreFixedAndFromHeldOutDocuments() {
        PackedBatch rows = mixed(32).heldOut("code", 640);
        assertThat(rows.rows()).isEqualTo(20);
        PackedSampler other =
                new PackedSampler(shards, Map.of("math", 1.0), 32, 99, Packing.DOCUMENT_MASKED);
        assertThat(other.heldOut("code", 640).tokens()).isEqualTo(rows.tokens());
        Set<Integer> marks = new HashSet<>();
        TokenStore heldOut = shards.heldOut("code");
        for (long i = 0; i < heldOut.documents(); i++) {
            marks.add(Arrays.hashCode(heldOut.document(i)));
        }
        int found = 0;
        int from = 0;
        for (int i = 0; i < 32 * 20; i++) {
            if (rows.tokens()[i] == 256) {
                found +=
                        marks.contains(
                                        Arrays.hashCode(
                                                Arrays.copyOfRange(rows.tokens(), from, i + 1)))
                                ? 1
                                : 0;
                from = i + 1;
            }
        }
        // the line of documents is unbroken over the rows, so each ended one is found whole
        assertThat(found).isPositive();
        assertThat(found)
                .isEqualTo((int) Arrays.stream(rows.tokens()).filter(t -> t == 256).count());
    }

    @Test
    void heldOutRowThatIsOnlyFilledUpHasNoTargetsThere() {
        PackedBatch rows = mixed(50_000).heldOut("words", 100);
        int tokens = Math.toIntExact(shards.heldOut("words").tokens());
        assertThat(rows.rows()).isEqualTo(1);
        assertThat(Arrays.copyOfRange(rows.targets(), tokens - 1, 50_000))
                .containsOnly(PackedBatch.NO_TARGET);
        assertThat(rows.targets()[0]).isNotEqualTo(PackedBatch.NO_TARGET);
    }

    @Test
    void badMixesAreRefused() {
        assertThatThrownBy(() -> sampler(Map.of("wrods", 1.0), 8, Packing.UNMASKED))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("did you mean `words`?");
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> sampler(Map.of("words", weight), 8, Packing.UNMASKED))
                    .hasMessageContaining("must be positive");
        }
        assertThatThrownBy(() -> sampler(Map.of(), 8, Packing.UNMASKED))
                .isInstanceOf(DataException.class);
    }

    @Test
    void tinyWeightsStillGetARow() {
        PackedSampler sampler =
                sampler(Map.of("code", 1e9, "math", 1.0, "words", 1.0), 8, Packing.UNMASKED);
        assertThat(sampler.batch(0, DomainMix.BLOCK).domains()).contains("math", "words");
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
