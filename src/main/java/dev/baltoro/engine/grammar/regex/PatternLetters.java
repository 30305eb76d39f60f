package dev.baltoro.engine.grammar.regex;

/// The sets of letters that regular expressions have short names for.
///
/// ECMA-262 and Java agree about `\d` and `\w`. They differ about `\s` (Java's has ASCII only) and
/// about `.` (Java's does not match U+0085).
final class PatternLetters {
    /// ECMA-262's LineTerminator.
    static final CodePoints LINE_ENDS = CodePoints.of('\n', '\r', 0x2028, 0x2029);

    private static final CodePoints DIGITS = CodePoints.range('0', '9');

    /// What `\w` has.
    static final CodePoints WORD =
            DIGITS.or(CodePoints.range('a', 'z'))
                    .or(CodePoints.range('A', 'Z'))
                    .or(CodePoints.of('_'));

    private static final CodePoints SPACE = CodePoints.of('\t', '\n', 0x0B, '\f', '\r', ' ');

    /// ECMA-262's WhiteSpace and LineTerminator.
    private static final CodePoints ECMA_SPACE =
            SPACE.or(LINE_ENDS)
                    .or(CodePoints.of(0xFEFF))
                    .or(
                            CodePoints.where(codePoint ->
                                    Character.getType(codePoint) == Character.SPACE_SEPARATOR));

    /// Unicode's White_Space and what Python's `\s` has, too.
    private static final CodePoints ANY_SPACE =
            ECMA_SPACE.or(CodePoints.of(0x1C, 0x1D, 0x1E, 0x1F, 0x85));

    private PatternLetters() {}

    /// {@return the letters of `.`}
    static CodePoints dot(Reading reading) {
        CodePoints exact = LINE_ENDS.not();
        return reading.of(exact.without(CodePoints.of(0x85)), exact, exact);
    }

    /// {@return the letters of `\d`, `\w` or `\s`}
    static CodePoints ofClass(int name, Reading reading) {
        return switch (name) {
            case 'd' -> DIGITS;
            case 'w' -> WORD;
            default -> reading.of(SPACE, ECMA_SPACE, ANY_SPACE);
        };
    }
}
