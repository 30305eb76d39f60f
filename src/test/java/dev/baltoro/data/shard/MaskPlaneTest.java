package dev.baltoro.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.data.sample.PackedSampler;
import dev.baltoro.data.sample.Packing;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Shards say which tokens a loss counts, and notice damage.
class MaskPlaneTest {
    private static final int VOCABULARY = 300;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {VOCABULARY, 70_000})
    void masksComeBackAsTheyWere(int vocabulary) throws IOException {
        long seed = Long.getLong("data.seed", 31);
        var random = new SplittableRandom(seed);
        List<int[]> documents = new ArrayList<>();
        List<Optional<BitSet>> masks = new ArrayList<>();
        Path file = folder.resolve("a.tokens");
        try (ShardWriter writer = new ShardWriter(file, vocabulary)) {
            for (int d = 0; d < 200; d++) {
                int[] tokens = random.ints(1 + random.nextInt(60), 0, vocabulary).toArray();
                Optional<BitSet> mask =
                        random.nextInt(3) == 0 ? Optional.empty() : mask(random, 60);
                writer.append(tokens, mask);
                documents.add(tokens);
                masks.add(mask);
            }
            writer.finish();
        }
        try (Arena arena = Arena.ofConfined()) {
            TokenShard shard = TokenShard.open(file, arena);
            assertThat(shard.layout().masked()).isTrue();
            for (int d = 0; d < documents.size(); d++) {
                int length = documents.get(d).length;
                int[] tokens = new int[length];
                boolean[] learned = new boolean[length];
                shard.copy(shard.start(d), tokens, 0, length);
                shard.learned(shard.start(d), learned, 0, length);
                assertThat(tokens).as("seed %d", seed).isEqualTo(documents.get(d));
                for (int i = 0; i < length; i++) {
                    boolean expected = masks.get(d).isEmpty() || masks.get(d).get().get(i);
                    assertThat(learned[i])
                            .as("seed %d, document %d, token %d", seed, d, i)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void tokensThatAreNotLearnedAreNoTargets() {
        Path target = folder.resolve("set");
        DatasetManifest unused =
                new DatasetPreparation(
                                new CapitalsEncoder(),
                                Texts.options(0, 1, 500),
                                PreparationListener.silent())
                        .write(
                                target,
                                Map.of(
                                        "chat",
                                                List.of(
                                                        Texts.source(
                                                                "chat", lines("Question? ANSWER"))),
                                        "text",
                                                List.of(
                                                        Texts.source(
                                                                "text", lines("plain words")))));
        try (TokenShards shards = TokenShards.open(target)) {
            var sampler =
                    new PackedSampler(
                            shards,
                            Map.of("chat", 1.0, "text", 1.0),
                            32,
                            5,
                            Packing.DOCUMENT_MASKED);
            PackedBatch batch = sampler.batch(0, 40);
            for (int i = 0; i < batch.tokens().length; i++) {
                int target1 = batch.targets()[i];
                boolean chat = batch.domains().get(i / 32).equals("chat");
                if (chat && target1 != PackedBatch.NO_TARGET) {
                    assertThat((char) target1).isBetween('A', 'Z');
                }
            }
            long chatTargets = targets(batch, "chat");
            long textTargets = targets(batch, "text");
            // 7 of 18 tokens are capitals; of plain text all but the first of a document are
            // targets
            assertThat(chatTargets).isBetween(20L * 32 * 5 / 18, 20L * 32 * 9 / 18);
            assertThat(textTargets).isGreaterThan(20L * 32 * 3 / 4);
        }
    }

    @Test
    void shardsOfTheFirstVersionAreReadAndLearnEverything() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64 + 8 + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("BALTOKEN".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(2);
        bytes.putLong(3).putLong(1).putLong(VOCABULARY).position(64);
        bytes.putShort((short) 7).putShort((short) 8).putShort((short) 9);
        Path file = Files.write(folder.resolve("v1.tokens"), bytes.array());
        try (Arena arena = Arena.ofConfined()) {
            TokenShard shard = TokenShard.open(file, arena);
            int[] tokens = new int[3];
            boolean[] learned = new boolean[3];
            shard.copy(0, tokens, 0, 3);
            shard.learned(0, learned, 0, 3);
            assertThat(tokens).containsExactly(7, 8, 9);
            assertThat(learned).containsOnly(true);
        }
    }

    @Test
    void aFlippedBitAnywhereIsFound() throws IOException {
        Path file = folder.resolve("a.tokens");
        try (ShardWriter writer = new ShardWriter(file, VOCABULARY)) {
            for (int d = 0; d < 5; d++) {
                writer.append(new int[] {d, 2, 3}, mask(new SplittableRandom(d), 3));
            }
            writer.finish();
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            Path copy = Files.write(folder.resolve("b.tokens"), damaged);
            assertThatThrownBy(() -> readAll(copy))
                    .as("byte %d", at)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("b.tokens")
                    .hasMessageContaining("prepare");
        }
    }

    private static void readAll(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            TokenShard shard = TokenShard.open(file, arena);
            int length = Math.toIntExact(shard.layout().tokens());
            shard.copy(0, new int[length], 0, length);
            shard.learned(0, new boolean[length], 0, length);
            for (long d = 0; d < shard.documents(); d++) {
                assertThat(shard.start(d)).isNotNegative();
            }
        }
    }

    private static Optional<BitSet> mask(SplittableRandom random, int length) {
        BitSet mask = new BitSet();
        for (int i = 0; i < length; i++) {
            mask.set(i, random.nextBoolean());
        }
        return Optional.of(mask);
    }

    private static List<Document> lines(String text) {
        List<Document> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(new Document("line " + i, text + " "));
        }
        return lines;
    }

    private static long targets(PackedBatch batch, String domain) {
        long count = 0;
        for (int i = 0; i < batch.targets().length; i++) {
            boolean here = batch.domains().get(i / batch.sequenceLength()).equals(domain);
            count += here && batch.targets()[i] != PackedBatch.NO_TARGET ? 1 : 0;
        }
        return count;
    }

    /// Bytes as tokens; of texts with a question mark only capitals are learned.
    private static final class CapitalsEncoder implements TokenEncoder {
        private final ByteEncoder bytes = new ByteEncoder();

        @Override
        public int[] encode(CharSequence text) {
            return bytes.encode(text);
        }

        @Override
        public Encoded encodeDocument(Document document) {
            int[] ids = encode(document.text());
            if (!document.text().contains("?")) {
                return new Encoded(ids, Optional.empty());
            }
            BitSet learned = new BitSet();
            for (int i = 0; i < ids.length; i++) {
                learned.set(i, Character.isUpperCase(ids[i]));
            }
            return new Encoded(ids, Optional.of(learned));
        }

        @Override
        public int vocabSize() {
            return bytes.vocabSize();
        }

        @Override
        public int endOfDocument() {
            return bytes.endOfDocument();
        }

        @Override
        public String id() {
            return "capitals";
        }
    }
}
