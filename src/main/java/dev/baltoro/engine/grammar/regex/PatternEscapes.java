package dev.baltoro.engine.grammar.regex;

import java.util.Optional;

/// Reads what stands for one code point in a pattern: letters, escapes and classes.
final class PatternEscapes {
    /// Digits of a code point in braces, leading zeros included.
    private static final int DIGITS_MAX = 8;

    private final PatternText text;

    PatternEscapes(PatternText text) {
        this.text = text;
    }

    /// {@return the set after a `[`}
    CodePoints set(Reading reading, PatternFlags flags) {
        boolean negated = text.accept('^');
        Reading inside = negated ? reading.opposite() : reading;
        CodePoints letters = CodePoints.NONE;
        while (!text.accept(']')) {
            CodePoints first = letter(inside, flags);
            if (text.peek() == '-' && text.peek(1) != ']' && text.peek(1) != PatternText.END) {
                text.skip(1);
                first = range(first, letter(inside, flags));
            }
            letters = letters.or(first);
        }
        CodePoints folded = flags.folded(letters, inside);
        return negated ? folded.not() : folded;
    }

    /// A class at either end of a range makes the hyphen a letter, as without the flag `u`.
    private CodePoints range(CodePoints first, CodePoints last) {
        if (first.members().cardinality() != 1 || last.members().cardinality() != 1) {
            return first.or(last).or(CodePoints.of('-'));
        }
        int low = first.members().nextSetBit(0);
        int high = last.members().nextSetBit(0);
        if (low > high) {
            throw text.error("has a range that ends before it begins");
        }
        return CodePoints.range(low, high);
    }

    private CodePoints letter(Reading reading, PatternFlags flags) {
        if (text.peek() == PatternText.END) {
            throw text.error("has a [ without ]");
        }
        int next = text.next();
        if (next != '\\') {
            return CodePoints.of(next);
        }
        return text.accept('b') ? CodePoints.of('\b') : escape(reading, flags);
    }

    /// {@return what an escape stands for whose backslash is read}
    CodePoints escape(Reading reading, PatternFlags flags) {
        if (text.peek() == PatternText.END) {
            throw text.error("ends with a backslash");
        }
        int next = text.next();
        return switch (next) {
            case 't' -> CodePoints.of('\t');
            case 'n' -> CodePoints.of('\n');
            case 'r' -> CodePoints.of('\r');
            case 'f' -> CodePoints.of('\f');
            case 'v' -> CodePoints.of(0x0B);
            case '0' -> {
                if (PatternText.isDigit(text.peek())) {
                    throw text.error("has an octal escape, which cannot be expressed; use \\xHH");
                }
                yield CodePoints.of(0);
            }
            case 'x' -> CodePoints.of(hex(2));
            case 'u' -> CodePoints.of(unicode());
            case 'c' -> CodePoints.of(control());
            case 'd', 'w', 's' -> PatternLetters.ofClass(next, reading);
            case 'D', 'W', 'S' ->
                    flags.folded(
                                    PatternLetters.ofClass(next | 0x20, reading.opposite()),
                                    reading.opposite())
                            .not();
            case 'p' -> property(reading);
            case 'P' -> property(reading.opposite()).not();
            default -> itself(next);
        };
    }

    private CodePoints itself(int letter) {
        if (PatternText.isDigit(letter) || letter == 'k') {
            throw text.error(
                    "has the back-reference \\%c, which cannot be expressed".formatted(letter));
        }
        if (letter < 0x80 && Character.isLetter(letter)) {
            throw text.error("has \\%c, which cannot be expressed".formatted(letter));
        }
        return CodePoints.of(letter);
    }

    private CodePoints property(Reading reading) {
        text.expect('{');
        String name = text.until('}');
        Optional<CodePoints> letters = UnicodeProperty.of(name, reading);
        return letters.orElseThrow(() ->
                text.error(
                        UnicodeProperty.isKnown(name)
                                ? "has the property \\p{%s}, which cannot be expressed"
                                        .formatted(name)
                                : "has the unknown property \\p{%s}".formatted(name)));
    }

    private int control() {
        int letter = text.peek();
        if (letter >= 0x80 || !Character.isLetter(letter)) {
            throw text.error("has a \\c without its letter");
        }
        text.skip(1);
        return letter & 0x1F;
    }

    private int hex(int digits) {
        int value = text.hex(0, digits);
        if (value < 0) {
            throw text.error("has an escape without its digits");
        }
        text.skip(digits);
        return value;
    }

    private int unicode() {
        if (!text.accept('{')) {
            int value = hex(4);
            int low = text.peek() == '\\' && text.peek(1) == 'u' ? text.hex(2, 4) : -1;
            boolean pair =
                    Character.isHighSurrogate((char) value)
                            && low >= 0
                            && Character.isLowSurrogate((char) low);
            if (!pair) {
                return value;
            }
            text.skip(6);
            return Character.toCodePoint((char) value, (char) low);
        }
        String digits = text.until('}');
        if (!digits.matches("[0-9A-Fa-f]{1," + DIGITS_MAX + "}")
                || Long.parseLong(digits, 16) > Character.MAX_CODE_POINT) {
            throw text.error("has \\u{%s}, which is not a code point".formatted(digits));
        }
        return Integer.parseInt(digits, 16);
    }
}
