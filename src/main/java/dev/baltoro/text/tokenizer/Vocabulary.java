package dev.baltoro.text.tokenizer;

import java.util.Arrays;
import java.util.List;

/// The ordinary tokens of a byte-level BPE: byte strings, whose numbers are both their ids and
/// their merge ranks.
public final class Vocabulary {
    private static final int BYTES = 256;

    private final TokenTable table;
    private final int[] byteRanks = new int[BYTES];
    private final int[] pairRanks = new int[BYTES * BYTES];

    /// @param tokens byte strings by rank
    /// @throws IllegalArgumentException if a token is empty or occurs twice, or one of the 256
    ///   single bytes is missing
    public Vocabulary(List<byte[]> tokens) {
        table = new TokenTable(tokens);
        byte[] pair = new byte[2];
        for (int first = 0; first < BYTES; first++) {
            pair[0] = (byte) first;
            byteRanks[first] = table.find(pair, 0, 1);
            if (byteRanks[first] == TokenTable.ABSENT) {
                throw new IllegalArgumentException(
                        "the single byte 0x%02X has no rank; all 256 must".formatted(first));
            }
        }
        Arrays.fill(pairRanks, Integer.MAX_VALUE);
        for (int rank = 0; rank < table.size(); rank++) {
            if (table.length(rank) == 2) {
                table.copy(rank, pair, 0);
                pairRanks[pairIndex(pair[0], pair[1])] = rank;
            }
        }
    }

    /// {@return number of tokens}
    public int size() {
        return table.size();
    }

    /// {@return the bytes of the token with this rank}
    public byte[] bytes(int rank) {
        return table.bytes(rank);
    }

    TokenTable table() {
        return table;
    }

    int byteRank(byte value) {
        return byteRanks[value & 0xFF];
    }

    /// {@return the rank of two joined bytes, or `Integer.MAX_VALUE`}
    int pairRank(byte first, byte second) {
        return pairRanks[pairIndex(first, second)];
    }

    private static int pairIndex(byte first, byte second) {
        return ((first & 0xFF) << 8) | (second & 0xFF);
    }
}
