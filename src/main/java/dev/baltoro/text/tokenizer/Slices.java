package dev.baltoro.text.tokenizer;

/// Cuts long text as K2's own tokenizer does, which bounds memory and time for any input.
///
/// Text is cut into windows of at most 400,000 code points, and a window before the code point that
/// would make a run of spaces, or of anything else, longer than 25,000. Tokens never cross a cut.
final class Slices {
    /// Longest window in code points.
    static final int WINDOW_CODE_POINTS = 400_000;

    /// Longest run in code points.
    static final int RUN_CODE_POINTS = 25_000;

    /// What takes the slices: a range of a byte array.
    @FunctionalInterface
    interface Taker {
        void take(byte[] text, int from, int to);
    }

    private Slices() {}

    /// Gives each slice of `text`, as UTF-8, to `taker`.
    static void of(CharSequence text, Taker taker) {
        int windowChars = Math.min(text.length(), 2 * WINDOW_CODE_POINTS);
        byte[] window = new byte[3 * windowChars + Long.BYTES];
        int from = 0;
        while (from < text.length()) {
            int to = windowEnd(text, from);
            runs(window, 0, Utf8.write(text, from, to, window), taker);
            from = to;
        }
    }

    private static int windowEnd(CharSequence text, int from) {
        if (text.length() - from <= WINDOW_CODE_POINTS) {
            return text.length();
        }
        int at = from;
        for (int count = 0; count < WINDOW_CODE_POINTS && at < text.length(); count++) {
            at += Character.charCount(Character.codePointAt(text, at));
        }
        return at;
    }

    /// Gives each slice of UTF-8 text to `taker`.
    static void of(byte[] text, Taker taker) {
        int from = 0;
        while (from < text.length) {
            int to = text.length;
            if (to - from > WINDOW_CODE_POINTS) {
                to = from;
                for (int count = 0; count < WINDOW_CODE_POINTS && to < text.length; count++) {
                    to += Utf8.length(Utf8.read(text, to, text.length));
                }
            }
            runs(text, from, to, taker);
            from = to;
        }
    }

    private static void runs(byte[] text, int from, int to, Taker taker) {
        int start = from;
        if (to - from > RUN_CODE_POINTS) {
            int run = 0;
            int kind = CodePointClass.look(text, from, to) & CodePointClass.PYTHON_SPACE;
            int at = from;
            while (at < to) {
                int look = CodePointClass.look(text, at, to);
                int now = look & CodePointClass.PYTHON_SPACE;
                run = now == kind ? run + 1 : 1;
                kind = now;
                if (run > RUN_CODE_POINTS) {
                    taker.take(text, start, at);
                    start = at;
                    run = 1;
                }
                at += CodePointClass.length(look);
            }
        }
        if (start < to) {
            taker.take(text, start, to);
        }
    }
}
