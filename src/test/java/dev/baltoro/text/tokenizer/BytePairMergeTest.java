package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytePairMergeTest {
    private static final long SEED = 11;

    @Test
    void shortAndLongPiecesMergeByTheRuleWrittenPlainly() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            Vocabulary vocabulary = randomVocabulary(random);
            int length = 1 + random.nextInt(round % 3 == 0 ? 400 : 20);
            byte[] piece = new byte[length];
            for (int i = 0; i < length; i++) {
                piece[i] = (byte) ('a' + random.nextInt(3));
            }
            TokenBuffer ids = new TokenBuffer(0);
            new BytePairMerge(vocabulary).append(piece, 0, length, ids);
            assertThat(ids.toArray()).as("seed %d", SEED).isEqualTo(plain(vocabulary, piece));
        }
    }

    @Test
    void hundredThousandBytesWithoutSpacesMerge() {
        Vocabulary vocabulary = randomVocabulary(new Random(SEED));
        byte[] piece = new byte[100_000];
        Arrays.fill(piece, (byte) 'a');
        TokenBuffer ids = new TokenBuffer(0);
        new BytePairMerge(vocabulary).append(piece, 0, piece.length, ids);
        int bytes = Arrays.stream(ids.toArray()).map(id -> vocabulary.bytes(id).length).sum();
        assertThat(bytes).isEqualTo(piece.length);
    }

    /// All bytes, and joined pairs of tokens over the alphabet abc.
    private static Vocabulary randomVocabulary(Random random) {
        Map<ByteBuffer, byte[]> tokens = new HashMap<>();
        List<byte[]> ordered = new ArrayList<>();
        IntStream.range(0, 256).forEach(b -> ordered.add(new byte[] {(byte) b}));
        List<byte[]> letters = new ArrayList<>(ordered.subList('a', 'd'));
        for (int i = 0; i < 40; i++) {
            byte[] left = letters.get(random.nextInt(letters.size()));
            byte[] right = letters.get(random.nextInt(letters.size()));
            byte[] joined = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, joined, left.length, right.length);
            if (tokens.putIfAbsent(ByteBuffer.wrap(joined), joined) == null) {
                ordered.add(joined);
                letters.add(joined);
            }
        }
        return new Vocabulary(ordered);
    }

    private static int[] plain(Vocabulary vocabulary, byte[] piece) {
        Map<ByteBuffer, Integer> ranks = new HashMap<>();
        for (int rank = 0; rank < vocabulary.size(); rank++) {
            ranks.put(ByteBuffer.wrap(vocabulary.bytes(rank)), rank);
        }
        Integer whole = ranks.get(ByteBuffer.wrap(piece));
        if (whole != null) {
            return new int[] {whole};
        }
        List<byte[]> parts = new ArrayList<>();
        for (byte b : piece) {
            parts.add(new byte[] {b});
        }
        while (true) {
            int best = -1;
            int lowest = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                Integer rank = ranks.get(ByteBuffer.wrap(joined(parts, i)));
                if (rank != null && rank < lowest) {
                    lowest = rank;
                    best = i;
                }
            }
            if (best < 0) {
                return parts.stream().mapToInt(part -> ranks.get(ByteBuffer.wrap(part))).toArray();
            }
            parts.set(best, joined(parts, best));
            parts.remove(best + 1);
        }
    }

    private static byte[] joined(List<byte[]> parts, int at) {
        byte[] left = parts.get(at);
        byte[] right = parts.get(at + 1);
        byte[] joined = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, joined, left.length, right.length);
        return joined;
    }
}
