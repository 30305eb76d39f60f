package dev.baltoro.agent.mcp;

import java.util.regex.Pattern;

/// Text of a server's, fit to stand in a message to the user.
final class OneLine {
    /// Chars of a message.
    static final int CHARS_MAX = 400;

    /// Colours and cursor movements of terminals.
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[a-zA-Z]");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\u2028\\u2029]+");

    private OneLine() {}

    /// {@return `text` without line breaks and control characters, cut where it is too long}
    static String of(String text) {
        return of(text, CHARS_MAX);
    }

    static String of(String text, int charsMax) {
        // What lies far beyond the cut is not worth looking at.
        String head = text.substring(0, Math.min(text.length(), 8 * charsMax));
        String line = BLANKS.matcher(ESCAPES.matcher(head).replaceAll("")).replaceAll(" ").strip();
        if (line.length() <= charsMax && head.length() == text.length()) {
            return line;
        }
        int end = Math.min(line.length(), charsMax - 1);
        if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
