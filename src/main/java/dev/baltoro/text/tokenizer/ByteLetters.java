package dev.baltoro.text.tokenizer;

import java.util.HashMap;
import java.util.Map;

/// Bytes as letters, the way of GPT-2's vocabulary files: bytes that are visible characters of
/// Latin-1 stand for themselves, the others are numbered from U+0100 on.
final class ByteLetters {
    private static final Map<Integer, Byte> BYTES = bytesByLetter();

    private ByteLetters() {}

    private static Map<Integer, Byte> bytesByLetter() {
        Map<Integer, Byte> bytes = new HashMap<>();
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean visible =
                    value >= '!' && value <= '~'
                            || value >= 0xA1 && value <= 0xAC
                            || value >= 0xAE && value <= 0xFF;
            bytes.put(visible ? value : next++, (byte) value);
        }
        return Map.copyOf(bytes);
    }

    /// {@return the bytes that `letters` stand for}
    ///
    /// @throws IllegalArgumentException if a letter stands for none
    static byte[] bytes(String letters) {
        byte[] bytes = new byte[letters.length()];
        for (int i = 0; i < bytes.length; i++) {
            Byte value = BYTES.get((int) letters.charAt(i));
            if (value == null) {
                throw new IllegalArgumentException(
                        "the token %s has a letter that stands for no byte".formatted(letters));
            }
            bytes[i] = value;
        }
        return bytes;
    }
}
