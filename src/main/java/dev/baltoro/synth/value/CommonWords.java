package dev.baltoro.synth.value;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words and names, composed so that there is no end of them.
public final class CommonWords {
    private static final List<String> ONSETS =
            List.of(
                    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l",
                    "m", "n", "p", "pr", "qu", "r", "s", "sh", "sk", "st", "t", "th", "tr", "v",
                    "w", "x", "y", "z", "");
    private static final List<String> NUCLEI =
            List.of("a", "a", "e", "e", "i", "o", "o", "u", "ai", "ea", "io", "oo", "au", "y");
    private static final List<String> CODAS =
            List.of("", "", "", "n", "r", "l", "s", "m", "k", "t", "nd", "rt", "x", "st", "ck");
    private static final List<String> ACCENTED =
            List.of("ä", "ö", "ü", "é", "è", "ñ", "å", "ø", "ç", "ô", "š", "ł", "í", "ã");

    /// How many of a hundred words are to be like nothing else.
    private static final int ODD = 24;

    /// `{noun}` a word of a list, `{Noun}` with a capital, `{3-9}` a number, `{#3-9}` in words,
    /// `{@place}` a composed name, `{=task}` another sentence.
    private static final Pattern PART =
            Pattern.compile("\\{(?:(#?)(\\d+)-(\\d+)|([@=]?)([A-Za-z-]+))\\}");

    private CommonWords() {}

    /// {@return one of a list's sentences with its parts filled in}
    static String filled(Draws draw, String list) {
        Matcher part = PART.matcher(pick(draw, list));
        StringBuilder text = new StringBuilder();
        while (part.find()) {
            part.appendReplacement(text, Matcher.quoteReplacement(part(draw, part)));
        }
        return part.appendTail(text).toString();
    }

    private static String part(Draws draw, Matcher part) {
        if (part.group(2) != null) {
            int number =
                    draw.between(Integer.parseInt(part.group(2)), Integer.parseInt(part.group(3)));
            return part.group(1).isEmpty() ? Integer.toString(number) : NumberWords.words(number);
        }
        String name = part.group(5);
        return switch (part.group(4)) {
            case "=" -> filled(draw, name);
            case "@" ->
                    switch (name) {
                        case "place" -> place(draw);
                        case "first" -> firstName(draw);
                        case "last" -> lastName(draw);
                        case "word" -> word(draw);
                        case "code" -> code(draw);
                        default -> coined(draw);
                    };
            default -> {
                String word = pick(draw, name.toLowerCase(Locale.ROOT));
                yield Character.isUpperCase(name.charAt(0)) && !word.isEmpty()
                        ? capital(word)
                        : word;
            }
        };
    }

    public static String pick(Draws draw, String list) {
        return draw.pick(WordStock.list(list));
    }

    /// {@return a word that no list has}
    public static String coined(Draws draw) {
        StringBuilder word = new StringBuilder();
        int syllables = draw.between(1, 3);
        for (int i = 0; i < syllables; i++) {
            word.append(draw.pick(ONSETS));
            word.append(draw.chance(0.04) ? draw.pick(ACCENTED) : draw.pick(NUCLEI));
            if (i == syllables - 1 || draw.chance(0.3)) {
                word.append(draw.pick(CODAS));
            }
        }
        return word.length() < 3 ? word + draw.pick("ra", "lo", "mis", "ven") : word.toString();
    }

    /// {@return a word: mostly a real one in small letters, some foreign, some coined, some odd}
    public static String word(Draws draw) {
        return switch (draw.weighted(48, 8, 8, 12, ODD)) {
            case 0 -> pick(draw, "noun");
            case 1 -> pick(draw, "adjective");
            case 2 -> pick(draw, "foreign").toLowerCase(Locale.ROOT);
            case 3 -> coined(draw);
            default -> OddWords.word(draw);
        };
    }

    public static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + text.substring(text.offsetByCodePoints(0, 1));
    }

    /// {@return a person's first name}
    public static String firstName(Draws draw) {
        return draw.chance(0.85) ? pick(draw, "first") : capital(coined(draw));
    }

    /// {@return a person's last name}
    public static String lastName(Draws draw) {
        return draw.chance(0.75) ? pick(draw, "last") : capital(coined(draw));
    }

    public static String place(Draws draw) {
        return draw.chance(0.85)
                ? pick(draw, "city")
                : capital(coined(draw)) + draw.pick("", "", "burg", "ton", "ville", " Bay", "berg");
    }

    /// {@return a name such as `Harbor Lights`, `Kestrel`, `Project Vela`}
    public static String title(Draws draw) {
        return switch (draw.below(5)) {
            case 0 -> capital(pick(draw, "adjective")) + " " + capital(pick(draw, "noun"));
            case 1 -> capital(coined(draw));
            case 2 -> capital(pick(draw, "noun"));
            case 3 -> capital(pick(draw, "noun")) + " " + capital(pick(draw, "noun"));
            default ->
                    draw.pick("Project", "Operation", "Plan", "Campaign")
                            + " "
                            + capital(word(draw));
        };
    }

    /// {@return some letters and digits, as in `B4`, `Q-112`}
    public static String code(Draws draw) {
        String letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
        char letter = letters.charAt(draw.below(letters.length()));
        return switch (draw.below(4)) {
            case 0 -> letter + Integer.toString(draw.between(1, 99));
            case 1 -> letter + "-" + draw.between(10, 999);
            case 2 -> Integer.toString(draw.between(1, 30));
            default ->
                    ""
                            + letter
                            + letters.charAt(draw.below(letters.length()))
                            + draw.between(1, 99);
        };
    }
}
