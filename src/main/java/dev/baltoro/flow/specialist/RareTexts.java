package dev.baltoro.flow.specialist;

import dev.baltoro.data.read.Document;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.train.corpus.WordNetText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Texts that nobody expects: dictionary words, syllables, digits and letters of several scripts in
/// any order. A model that can copy these copies by place and not by what it knows.
final class RareTexts {
    /// Meanings whose definitions the words come from.
    private static final int MEANINGS = 12_000;

    private static final Pattern NOT_A_WORD = Pattern.compile("[^a-z]+");
    private static final int PIECES_MAX = 5;
    private static final List<String> JOINS =
            List.of(" ", " ", " ", "", "-", "_", ".", "/", ", ", "'", ":", " & ", "#", "+", "@");
    private static final List<String> SYLLABLES =
            List.of(
                    "ba", "zu", "ke", "lor", "min", "tra", "vex", "qui", "ho", "jin", "pel", "sk",
                    "dro", "ny", "fer", "gus", "wat", "oli", "ent", "ich", "sz", "ou");
    private static final List<String> SCRIPTS =
            List.of(
                    "abcdefghijklmnopqrstuvwxyz",
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                    "äöüßéèêñåøçôšłíãÄÖÉ",
                    "абвгдежзийклмнопрстуфхцчшщыэюя",
                    "αβγδεζηθικλμνξοπρστυφχψω",
                    "日本語中文字漢東京山川",
                    "!$%&()*;<=>?[]^{|}~");

    private final List<String> words;

    private RareTexts(List<String> words) {
        this.words = words;
    }

    /// {@return texts with the words of WordNet's definitions}
    static RareTexts read() {
        TreeSet<String> words = new TreeSet<>();
        try (Stream<Document> meanings = new WordNetText(MEANINGS).documents()) {
            meanings.forEach(meaning -> {
                String text = meaning.text().toLowerCase(Locale.ROOT);
                words.addAll(List.of(NOT_A_WORD.split(text, -1)));
            });
        }
        words.remove("");
        return new RareTexts(List.copyOf(words));
    }

    /// {@return a text of one to five pieces}
    String draw(Draws draw) {
        int pieces = 1 + Math.min(draw.below(PIECES_MAX), draw.below(PIECES_MAX));
        String join = draw.pick(JOINS);
        List<String> text = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            text.add(piece(draw));
        }
        return String.join(join, text);
    }

    private String piece(Draws draw) {
        return switch (draw.below(10)) {
            case 0, 1, 2, 3, 4 -> cased(draw, draw.pick(words));
            case 5 -> cased(draw, draw.pick(words) + draw.pick(words));
            case 6 -> cased(draw, syllables(draw));
            case 7 -> Integer.toString(draw.below(draw.chance(0.5) ? 100 : 100_000));
            case 8 -> letters(draw, SCRIPTS.getFirst());
            default -> letters(draw, draw.pick(SCRIPTS));
        };
    }

    private static String cased(Draws draw, String word) {
        return switch (draw.below(8)) {
            case 0, 1 -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            case 2 -> word.toUpperCase(Locale.ROOT);
            default -> word;
        };
    }

    private static String syllables(Draws draw) {
        StringBuilder word = new StringBuilder();
        for (int i = draw.between(2, 4); i > 0; i--) {
            word.append(draw.pick(SYLLABLES));
        }
        return word.toString();
    }

    private static String letters(Draws draw, String script) {
        StringBuilder text = new StringBuilder();
        for (int i = draw.between(2, 7); i > 0; i--) {
            text.append(script.charAt(draw.below(script.length())));
        }
        return text.toString();
    }
}
