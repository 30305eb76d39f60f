package dev.baltoro.text.tokenizer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// What BERT's uncased models make of a text before their vocabulary sees it: words in lower case
/// without accents, each mark of punctuation and each Chinese character alone.
final class BertText {
    private BertText() {}

    /// {@return the words of `text`}
    static List<String> words(String text) {
        String plain = lower(unaccented(spaced(text)));
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints()
                .forEach(point -> {
                    boolean alone = isPunctuation(point);
                    if (alone || isSpace(point)) {
                        end(word, words);
                    }
                    if (alone) {
                        words.add(Character.toString(point));
                    } else if (!isSpace(point)) {
                        word.appendCodePoint(point);
                    }
                });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /// Drops control characters and sets Chinese characters apart.
    private static String spaced(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        text.codePoints()
                .forEach(point -> {
                    if (isSpace(point)) {
                        out.append(' ');
                    } else if (isChinese(point)) {
                        out.append(' ').appendCodePoint(point).append(' ');
                    } else if (point != 0xFFFD && !isControl(point)) {
                        out.appendCodePoint(point);
                    }
                });
        return out.toString();
    }

    private static String unaccented(String text) {
        String parts = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder(parts.length());
        parts.codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /// Lowers each character alone: unlike `String.toLowerCase`, a sigma that ends a word is not
    /// another letter.
    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    if (point == 0x130) {
                        out.append("i̇"); // the one letter whose lower case is two characters
                    } else {
                        out.appendCodePoint(Character.toLowerCase(point));
                    }
                });
        return out.toString();
    }

    private static boolean isSpace(int point) {
        return point == '\t' || point == '\n' || point == '\r' || Character.isSpaceChar(point);
    }

    private static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int point) {
        if (point < 0x80) {
            return point > ' ' && point < 0x7F && !Character.isLetterOrDigit(point);
        }
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    private static boolean isChinese(int point) {
        return isWithin(point, 0x4E00, 0x9FFF)
                || isWithin(point, 0x3400, 0x4DBF)
                || isWithin(point, 0x20000, 0x2A6DF)
                || isWithin(point, 0x2A700, 0x2B73F)
                || isWithin(point, 0x2B740, 0x2B81F)
                || isWithin(point, 0x2B920, 0x2CEAF)
                || isWithin(point, 0xF900, 0xFAFF)
                || isWithin(point, 0x2F800, 0x2FA1F);
    }

    private static boolean isWithin(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
