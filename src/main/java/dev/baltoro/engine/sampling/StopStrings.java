package dev.baltoro.engine.sampling;

import dev.baltoro.text.chat.DecodingOptions;
import java.util.List;
import java.util.Optional;

/// Finds the texts that end an answer, in text that comes in pieces. For one thread.
///
/// An answer ends as soon as one of the texts stands in it, wherever pieces begin and end; of texts
/// that are complete with the same character, the longest is taken. What may still become such a
/// text is held back. (Knuth, Morris and Pratt's automaton, one for each text.)
public final class StopStrings {
    /// Texts at most. OpenAI allows 4.
    public static final int COUNT_MAX = DecodingOptions.STOP_STRINGS_MAX;

    /// UTF-16 units of a text at most.
    public static final int LENGTH_MAX = 1024;

    private final List<String> texts;
    private final int[][] borders;

    /// For each text, how many of its units the output ends with.
    private final int[] matched;

    private final StringBuilder held = new StringBuilder();
    private Optional<String> found = Optional.empty();

    /// Looks for `texts`; with none, everything passes.
    ///
    /// @throws IllegalArgumentException if there are too many, or one is empty, too long or has
    ///   half a surrogate pair
    public StopStrings(List<String> texts) {
        if (texts.size() > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "stop has %d texts; use up to %d".formatted(texts.size(), COUNT_MAX));
        }
        texts.forEach(StopStrings::requireUsable);
        this.texts = List.copyOf(texts);
        this.borders = texts.stream().map(StopStrings::borders).toArray(int[][]::new);
        this.matched = new int[texts.size()];
    }

    /// Takes the next piece of text.
    ///
    /// @return what may be shown now: all so far that has not been returned, without the longest
    ///   end that a text begins with; after a match, what stands before it
    /// @throws IllegalStateException if a text has been found already
    public String push(String piece) {
        if (found.isPresent()) {
            throw new IllegalStateException("the answer has ended; begin another");
        }
        for (int i = 0; i < piece.length(); i++) {
            held.append(piece.charAt(i));
            int length = advance(piece.charAt(i));
            if (length > 0) {
                String before = held.substring(0, held.length() - length);
                held.setLength(0);
                return before;
            }
        }
        int hold = 0;
        for (int length : matched) {
            hold = Math.max(hold, length);
        }
        String free = held.substring(0, held.length() - hold);
        held.delete(0, held.length() - hold);
        return free;
    }

    /// {@return the text that ended the answer, if one has}
    public Optional<String> found() {
        return found;
    }

    /// {@return what was held back, as nothing comes any more; empty after a match}
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    /// Follows one unit; returns the length of the longest text that it completes, or 0.
    private int advance(char unit) {
        int longest = 0;
        for (int i = 0; i < matched.length; i++) {
            String text = texts.get(i);
            int length = extend(text, borders[i], matched[i], unit);
            matched[i] = length;
            if (length == text.length() && length > longest) {
                longest = length;
                found = Optional.of(text);
            }
        }
        return longest;
    }

    private static int extend(String text, int[] borders, int matched, char unit) {
        int length = matched;
        while (length > 0 && text.charAt(length) != unit) {
            length = borders[length - 1];
        }
        return text.charAt(length) == unit ? length + 1 : 0;
    }

    /// For each beginning of the text, the length of its longest proper end that the text begins
    /// with.
    private static int[] borders(String text) {
        int[] borders = new int[text.length()];
        for (int i = 1; i < borders.length; i++) {
            borders[i] = extend(text, borders, borders[i - 1], text.charAt(i));
        }
        return borders;
    }

    private static void requireUsable(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "stop has a text of %d characters; use 1 to %d"
                            .formatted(text.length(), LENGTH_MAX));
        }
        boolean halved = text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        if (halved) {
            throw new IllegalArgumentException(
                    "stop has a text with half a surrogate pair; use whole characters");
        }
    }
}
