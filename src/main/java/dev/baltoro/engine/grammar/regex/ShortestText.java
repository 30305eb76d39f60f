package dev.baltoro.engine.grammar.regex;

/// The shortest texts of a language, counted in the bytes of JSON.
public final class ShortestText {
    /// Between these borders, each the first of a range, all code points take equally many bytes.
    private static final int[] BORDERS = {
        0,
        '\b',
        '\n' + 1,
        '\f',
        '\r' + 1,
        ' ',
        '"',
        '#',
        '\\',
        ']',
        0x80,
        0x800,
        Character.MIN_SURROGATE,
        Character.MAX_SURROGATE + 1,
        0x10000,
        Character.MAX_CODE_POINT + 1
    };

    /// The first step of a shortest text.
    ///
    /// @param codePoint the code point, -1 if there is none
    /// @param bytes of the whole text
    private record Step(int codePoint, int bytes) {}

    private ShortestText() {}

    /// {@return a shortest text}
    ///
    /// @param language has one
    public static String of(TextLanguage language) {
        StringBuilder text = new StringBuilder();
        TextLanguage left = language;
        while (!left.mayEnd()) {
            Step step = step(left);
            if (step.codePoint() < 0) {
                throw new IllegalArgumentException("the language has no words");
            }
            text.appendCodePoint(step.codePoint());
            left = left.after(step.codePoint());
        }
        return text.toString();
    }

    /// {@return bytes of a shortest text that is not empty, without looking which it is}
    static int bytes(TextLanguage language) {
        int best = Distance.NONE;
        for (int i = 0; i + 1 < BORDERS.length; i++) {
            int cost = Alphabet.cost(BORDERS[i]);
            if (cost < best) {
                int behind = language.distanceAfter(BORDERS[i], BORDERS[i + 1] - 1);
                best = Math.min(best, Distance.sum(cost, behind));
            }
        }
        return best;
    }

    /// {@return the first step of a text that is not empty}
    private static Step step(TextLanguage language) {
        Step best = new Step(-1, Distance.NONE);
        for (int i = 0; i + 1 < BORDERS.length; i++) {
            int cost = Alphabet.cost(BORDERS[i]);
            if (cost >= best.bytes()) {
                continue;
            }
            int first = BORDERS[i];
            int last = BORDERS[i + 1] - 1;
            int behind = language.distanceAfter(first, last);
            if (Distance.sum(cost, behind) < best.bytes()) {
                best = new Step(find(language, first, last, behind), cost + behind);
            }
        }
        return best;
    }

    private static int find(TextLanguage language, int first, int last, int behind) {
        int low = first;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (language.distanceAfter(low, middle) == behind) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
