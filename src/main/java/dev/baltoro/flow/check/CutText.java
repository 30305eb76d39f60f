package dev.baltoro.flow.check;

/// Texts of bounded length.
public final class CutText {
    private static final String CUT = "…";

    private CutText() {}

    /// {@return a text, or its beginning and an ellipsis if it has more than so many characters}
    public static String of(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Math.max(0, charsMax - CUT.length());
        boolean torn = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, torn ? end - 1 : end) + CUT;
    }
}
