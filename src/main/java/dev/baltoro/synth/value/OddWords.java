package dev.baltoro.synth.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Words that mean nothing, of every letter and most signs. A model that has to copy them learns to
/// copy what it has never seen; a list of nice words teaches it those words only.
public final class OddWords {
    /// Lists whose words are cut up and glued.
    private static final List<String> STOCK =
            List.of(
                    "noun",
                    "adjective",
                    "verb",
                    "common",
                    "common",
                    "foreign",
                    "first",
                    "last",
                    "city",
                    "dish",
                    "device");

    private static final List<String> SCRIPTS =
            List.of(
                    "абвгдежзиклмнопрстуфхцчшыэюя",
                    "αβγδεζηθικλμνξοπρστυφχψω",
                    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
                    "ąćęłńóśźżčďěňřšťůžğışő",
                    "あいうえおかきくけこさしすせそたちつてと",
                    "日本東京会議書類画像音楽予算計画学校",
                    "가나다라마바사아자차카타파하");

    private static final String SIGNS = "--__..+@#~&=%!$^";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String HEX = "0123456789abcdef";

    private OddWords() {}

    /// {@return a word without spaces, quotation marks, slashes and what has a meaning in globs}
    public static String word(Draws draw) {
        return switch (draw.weighted(34, 18, 14, 8, 8, 10, 8)) {
            case 0 -> glued(draw);
            case 1 -> CommonWords.pick(draw, "common");
            case 2 -> identifier(draw);
            case 3 -> Integer.toString(draw.between(0, draw.pick(9, 99, 999, 99_999, 9_999_999)));
            case 4 -> letters(draw, HEX, draw.between(4, 12));
            case 5 -> letters(draw, draw.pick(SCRIPTS), draw.between(2, 7));
            default ->
                    piece(draw)
                            + SIGNS.charAt(draw.below(SIGNS.length()))
                            + draw.pick(piece(draw), Integer.toString(draw.between(0, 99)));
        };
    }

    /// {@return one to four words}
    public static String phrase(Draws draw) {
        List<String> words = new ArrayList<>();
        for (int n = draw.pick(1, 1, 2, 2, 3, 4); n > 0; n--) {
            words.add(word(draw));
        }
        return String.join(draw.pick(" ", " ", " ", "-", "_"), words);
    }

    /// {@return parts of known words in another order: `gencyharb`}
    private static String glued(Draws draw) {
        StringBuilder word = new StringBuilder();
        for (int n = draw.between(1, 3); n > 0; n--) {
            word.append(piece(draw));
        }
        return word.length() < 2
                ? word + letters(draw, LETTERS, 2)
                : word.substring(0, Math.min(word.length(), 16));
    }

    private static String piece(Draws draw) {
        String[] words = CommonWords.pick(draw, draw.pick(STOCK)).split("[^\\p{L}]+");
        String word = words.length == 0 ? "" : words[draw.below(words.length)];
        word = draw.chance(0.9) ? word.toLowerCase(Locale.ROOT) : word;
        if (word.length() < 3 || draw.chance(0.25)) {
            return word.isEmpty() ? letters(draw, LETTERS, 3) : word;
        }
        int from = draw.below(word.length() - 1);
        return word.substring(from, draw.between(from + 1, word.length()));
    }

    private static String identifier(Draws draw) {
        String a = piece(draw);
        String b = piece(draw);
        return switch (draw.below(6)) {
            case 0 -> a + CommonWords.capital(b);
            case 1 -> CommonWords.capital(a) + CommonWords.capital(b);
            case 2 -> (a + "_" + b).toUpperCase(Locale.ROOT);
            case 3 -> a + "_" + b + draw.between(0, 99);
            case 4 -> mixed(draw, a + b);
            default ->
                    letters(draw, LETTERS + LETTERS.toUpperCase(Locale.ROOT), draw.between(2, 9));
        };
    }

    private static String mixed(Draws draw, String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.appendCodePoint(draw.chance(0.4) ? Character.toUpperCase(c) : c));
        return out.toString();
    }

    private static String letters(Draws draw, String of, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(of.charAt(draw.below(of.length())));
        }
        return out.toString();
    }
}
