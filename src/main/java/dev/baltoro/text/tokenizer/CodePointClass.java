package dev.baltoro.text.tokenizer;

import java.lang.Character.UnicodeScript;

/// The classes of code points that K2's split pattern asks for, as bits in one table.
///
/// Categories and scripts are the JDK's (Unicode 16 in JDK 25).
final class CodePointClass {
    /// `\p{Han}`.
    static final int HAN = 1;

    /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]`: may open a word.
    static final int HEAD = 1 << 1;

    /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]`: may continue a word.
    static final int TAIL = 1 << 2;

    /// `\p{L}`.
    static final int LETTER = 1 << 3;

    /// `\p{N}`.
    static final int NUMBER = 1 << 4;

    /// `\s`: Unicode's White_Space.
    static final int SPACE = 1 << 5;

    /// `[\r\n]`.
    static final int NEWLINE = 1 << 6;

    /// What Python's `str.isspace` calls a space: also the separators U+001C to U+001F.
    static final int PYTHON_SPACE = 1 << 7;

    private static final int LENGTH_SHIFT = 8;

    /// One byte a code point; never written after it is built.
    private static final byte[] TABLE = table();

    private CodePointClass() {}

    /// {@return the bits of the code point at `at`, packed with its length in bytes}
    static int look(byte[] bytes, int at, int end) {
        int first = bytes[at];
        if (first >= 0) {
            return (TABLE[first] & 0xFF) | (1 << LENGTH_SHIFT);
        }
        int packed = Utf8.read(bytes, at, end);
        return (TABLE[Utf8.codePoint(packed)] & 0xFF) | (Utf8.length(packed) << LENGTH_SHIFT);
    }

    /// {@return the length in bytes from what [#look] returned}
    static int length(int look) {
        return look >>> LENGTH_SHIFT;
    }

    private static byte[] table() {
        byte[] table = new byte[Character.MAX_CODE_POINT + 1];
        for (int codePoint = 0; codePoint < table.length; codePoint++) {
            table[codePoint] = (byte) classify(codePoint);
        }
        return table;
    }

    private static int classify(int codePoint) {
        int category = Character.getType(codePoint);
        if (category == Character.UNASSIGNED
                || category == Character.PRIVATE_USE
                || category == Character.SURROGATE) {
            return 0;
        }
        boolean han = UnicodeScript.of(codePoint) == UnicodeScript.HAN;
        int bits = han ? HAN : 0;
        switch (category) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER ->
                    bits |= LETTER | (han ? 0 : HEAD);
            case Character.LOWERCASE_LETTER -> bits |= LETTER | (han ? 0 : TAIL);
            case Character.MODIFIER_LETTER, Character.OTHER_LETTER ->
                    bits |= LETTER | (han ? 0 : HEAD | TAIL);
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    bits |= han ? 0 : HEAD | TAIL;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    bits |= NUMBER;
            default -> {}
        }
        return bits | spaces(codePoint, category);
    }

    private static int spaces(int codePoint, int category) {
        if (codePoint == '\r' || codePoint == '\n') {
            return SPACE | NEWLINE | PYTHON_SPACE;
        }
        boolean separator =
                category == Character.SPACE_SEPARATOR
                        || category == Character.LINE_SEPARATOR
                        || category == Character.PARAGRAPH_SEPARATOR;
        if (separator || (codePoint >= '\t' && codePoint <= '\r') || codePoint == 0x85) {
            return SPACE | PYTHON_SPACE;
        }
        return codePoint >= 0x1C && codePoint <= 0x1F ? PYTHON_SPACE : 0;
    }
}
