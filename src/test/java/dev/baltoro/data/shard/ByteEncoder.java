package dev.baltoro.data.shard;

import java.nio.charset.StandardCharsets;

/// The simplest tokenizer: one token a byte, and 256 ends a document.
public record ByteEncoder(int vocabSize) implements TokenEncoder {
    public ByteEncoder() {
        this(257);
    }

    @Override
    public int[] encode(CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            tokens[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return tokens;
    }

    @Override
    public int endOfDocument() {
        return 256;
    }

    @Override
    public String id() {
        return "bytes-" + vocabSize;
    }

    public static String decode(int[] tokens) {
        byte[] bytes = new byte[tokens.length - 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) tokens[i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
