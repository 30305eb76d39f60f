package dev.baltoro.synth.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text cut into words and single signs.
///
/// @param text all of it
/// @param words in their order
record RequestWords(String text, List<Word> words) {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’]\\p{L}+)*|[^\\s\\p{L}\\p{M}\\p{N}]");
    private static final String QUOTES = "\"'`“”„«»‘’";
    private static final String ENDS = ".,;:!?";

    /// A word or sign.
    ///
    /// @param plain in lower case
    /// @param marked whether it looks as if it were copied rather than said
    record Word(int begin, int end, String plain, boolean marked, boolean sign) {}

    static RequestWords of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            String word = found.group();
            boolean sign = !Character.isLetterOrDigit(word.codePointAt(0));
            boolean first = words.isEmpty() || ".!?".contains(words.getLast().plain);
            boolean marked =
                    !sign
                            && (word.chars().anyMatch(c -> c > 127 || Character.isDigit(c))
                                    || word.chars()
                                            .skip(first ? 1 : 0)
                                            .anyMatch(Character::isUpperCase));
            words.add(
                    new Word(
                            found.start(),
                            found.end(),
                            word.toLowerCase(Locale.ROOT),
                            marked && word.length() + (first ? 0 : 1) > 1,
                            sign));
        }
        return new RequestWords(text, words);
    }

    /// {@return whether a span may stand for a value: it begins and ends with no comma or stop}
    boolean mayBeValue(int from, int to) {
        return ENDS.indexOf(words.get(from).plain.charAt(0)) < 0
                && (to - from == 1 || ENDS.indexOf(words.get(to - 1).plain.charAt(0)) < 0);
    }

    /// {@return the text of a span without quotes around it}
    String span(int from, int to) {
        String span = text.substring(words.get(from).begin, words.get(to - 1).end);
        int begin = 0;
        int end = span.length();
        while (begin < end && QUOTES.indexOf(span.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && QUOTES.indexOf(span.charAt(end - 1)) >= 0) {
            end--;
        }
        return span.substring(begin, end);
    }
}
