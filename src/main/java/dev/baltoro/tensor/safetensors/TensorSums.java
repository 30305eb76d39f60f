package dev.baltoro.tensor.safetensors;

import dev.baltoro.io.Sums;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Checksums in the metadata of our safetensors files. The entry `crc32c` has eight hexadecimal
/// digits for the header, then eight for each tensor in the order of the bytes. Other readers
/// ignore it, and files without it are read unchecked.
///
/// The header's checksum is computed over its JSON with zeros in place of all these digits.
final class TensorSums {
    static final String KEY = "crc32c";

    private static final int DIGITS = 8;

    /// The most bytes that are summed in one call.
    private static final long MAX_CHUNK_BYTES = 64L << 20;

    private final StringBuilder tensors = new StringBuilder();
    private final int count;

    /// @param count tensors of the file
    TensorSums(int count) {
        this.count = count;
    }

    /// Placeholder in the header until the checksums are known.
    String digits() {
        return "0".repeat(DIGITS * (1 + count));
    }

    /// Adds the next tensor's sum.
    void add(CRC32C sum) {
        tensors.append(Sums.hex(sum));
    }

    /// Replaces [#digits] by the checksums, in a complete header with its length.
    void fillIn(ByteBuffer header) {
        byte[] json = header.array();
        int at = place(json, digits()).orElseThrow();
        CRC32C sum = new CRC32C();
        sum.update(json, Long.BYTES, header.limit() - Long.BYTES);
        byte[] digits = (Sums.hex(sum) + tensors).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, json, at, digits.length);
    }

    /// Whether a header's JSON has the checksum that `word`, the metadata's entry, gives.
    static boolean headerIsSound(byte[] json, String word, int tensors) {
        Optional<Integer> at = place(json, word);
        if (word.length() != DIGITS * (1 + tensors) || at.isEmpty()) {
            return false;
        }
        byte[] blank = json.clone();
        Arrays.fill(blank, at.get(), at.get() + word.length(), (byte) '0');
        return Sums.crc32c(ByteBuffer.wrap(blank)).equals(word.substring(0, DIGITS));
    }

    /// Whether tensor number `index` has the checksum that `word` gives.
    static boolean isSound(MemorySegment bytes, String word, int index) {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += MAX_CHUNK_BYTES) {
            long length = Math.min(MAX_CHUNK_BYTES, bytes.byteSize() - at);
            sum.update(bytes.asSlice(at, length).asByteBuffer());
        }
        int from = DIGITS * (1 + index);
        return word.startsWith(Sums.hex(sum), from);
    }

    /// The position of the digits in a header.
    private static Optional<Integer> place(byte[] json, String word) {
        byte[] wanted = ("\"" + KEY + "\":\"" + word + "\"").getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + wanted.length <= json.length; at++) {
            if (Arrays.equals(json, at, at + wanted.length, wanted, 0, wanted.length)) {
                return Optional.of(at + KEY.length() + 4);
            }
        }
        return Optional.empty();
    }
}
