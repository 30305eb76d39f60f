package dev.baltoro.engine.grammar.regex;

/// A regular expression's text, and the place in it that is read next.
final class PatternText {
    /// What is at the end.
    static final int END = -1;

    private final int[] text;
    private int at;

    PatternText(String text) {
        this.text = text.codePoints().toArray();
    }

    int peek() {
        return peek(0);
    }

    /// {@return the code point some places ahead, or [#END]}
    int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : END;
    }

    /// {@return the code point here, which is not the end, and goes on}
    int next() {
        return text[at++];
    }

    void skip(int codePoints) {
        at += codePoints;
    }

    boolean accept(int codePoint) {
        if (peek() != codePoint) {
            return false;
        }
        at++;
        return true;
    }

    boolean accept(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek(i) != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    void expect(int codePoint) {
        if (!accept(codePoint)) {
            throw error("lacks a %c".formatted(codePoint));
        }
    }

    /// {@return the text up to a code point, and goes on after it}
    String until(int end) {
        StringBuilder name = new StringBuilder();
        while (peek() != END && peek() != end) {
            name.appendCodePoint(next());
        }
        expect(end);
        return name.toString();
    }

    /// {@return the number that some hexadecimal digits ahead are, or -1}
    int hex(int ahead, int digits) {
        int value = 0;
        for (int i = ahead; i < ahead + digits; i++) {
            int digit = peek(i) < 0x80 ? Character.digit(peek(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    LanguageException error(String problem) {
        return new LanguageException(
                "the regular expression %s %s"
                        .formatted(new String(text, 0, text.length), problem));
    }
}
