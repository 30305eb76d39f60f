package dev.baltoro.text.tokenizer;

/// UTF-8 as the tokenizer needs it: every input has an encoding, whatever is wrong with it.
///
/// A lone surrogate is written as U+FFFD. An ill-formed byte is read as one U+FFFD of length 1, and
/// since tokens are made of the bytes themselves, not of what was read, it survives unchanged.
final class Utf8 {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int LENGTH_BITS = 3;
    private static final int ILL_FORMED = pack(REPLACEMENT, 1);

    private Utf8() {}

    /// {@return the code point at `at`, packed with its length in bytes}
    static int read(byte[] bytes, int at, int end) {
        int first = bytes[at];
        if (first >= 0) {
            return pack(first, 1);
        }
        int length = (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
        if (first < (byte) 0xC2 || first > (byte) 0xF4 || at + length > end) {
            return ILL_FORMED;
        }
        int codePoint = first & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            int next = bytes[at + i];
            if ((next & 0xC0) != 0x80) {
                return ILL_FORMED;
            }
            codePoint = (codePoint << 6) | (next & 0x3F);
        }
        boolean overlong = length > 2 && codePoint < (length == 3 ? 0x800 : 0x10000);
        boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        return overlong || surrogate || codePoint > Character.MAX_CODE_POINT
                ? ILL_FORMED
                : pack(codePoint, length);
    }

    static int codePoint(int packed) {
        return packed >>> LENGTH_BITS;
    }

    static int length(int packed) {
        return packed & ((1 << LENGTH_BITS) - 1);
    }

    private static int pack(int codePoint, int length) {
        return (codePoint << LENGTH_BITS) | length;
    }

    /// Writes `text[from, to)` to `target`, which has room for three bytes a char, and returns how
    /// many bytes it wrote.
    static int write(CharSequence text, int from, int to, byte[] target) {
        int size = 0;
        for (int i = from; i < to; i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                target[size++] = (byte) c;
                continue;
            }
            if (c < 0x800) {
                target[size++] = (byte) (0xC0 | (c >> 6));
                target[size++] = (byte) (0x80 | (c & 0x3F));
                continue;
            }
            if (Character.isSurrogate((char) c)) {
                if (Character.isHighSurrogate((char) c)
                        && i + 1 < to
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    int codePoint = Character.toCodePoint((char) c, text.charAt(++i));
                    target[size++] = (byte) (0xF0 | (codePoint >> 18));
                    target[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                    target[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                    target[size++] = (byte) (0x80 | (codePoint & 0x3F));
                    continue;
                }
                c = REPLACEMENT;
            }
            target[size++] = (byte) (0xE0 | (c >> 12));
            target[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            target[size++] = (byte) (0x80 | (c & 0x3F));
        }
        return size;
    }
}
