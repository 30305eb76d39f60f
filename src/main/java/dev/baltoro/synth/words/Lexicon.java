package dev.baltoro.synth.words;

import dev.baltoro.synth.value.CommonWords;
import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Rules that words are drawn from. A file of rules is plain text: `[name]` begins a rule, and each
/// line below it is one or more wordings with ` | ` between them.
///
/// Beside the rules of the file there are `{digit}`, `{letter}`, `{CAPITAL}` and `{hex}`, one
/// character each, `{2-40}`, a whole number between two others, and the lists of [CommonWords]:
/// `{noun}`, and `{Noun}` with a capital letter.
public final class Lexicon {
    /// The only rule of a lexicon with one wording.
    public static final String PHRASE = "phrase";

    private final Map<String, List<Wording>> rules;

    private Lexicon(Map<String, List<Wording>> rules) {
        this.rules = Map.copyOf(rules);
    }

    /// {@return the rules in a file}
    public static Lexicon named(String file) {
        return of(WordFile.lines(file));
    }

    /// {@return the rules that these lines spell}
    static Lexicon of(List<String> lines) {
        Map<String, List<Wording>> rules = new HashMap<>();
        List<Wording> rule = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("[") && line.endsWith("]")) {
                rule = new ArrayList<>();
                if (rules.put(line.substring(1, line.length() - 1), rule) != null) {
                    throw new IllegalArgumentException("The rule " + line + " is there twice.");
                }
            } else {
                for (String wording : line.split(" \\| ")) {
                    rule.add(Wording.parse(wording.strip()));
                }
            }
        }
        return new Lexicon(rules);
    }

    /// {@return a lexicon with one rule, [#PHRASE], that says this wording}
    public static Lexicon phrase(String wording) {
        return new Lexicon(Map.of(PHRASE, List.of(Wording.parse(wording))));
    }

    /// {@return the names of all rules}
    public Set<String> names() {
        return rules.keySet();
    }

    /// {@return one draw of the rule `name`}
    public String say(String name, Draws draw) {
        List<Wording> rule = rules.get(name);
        if (rule == null) {
            return builtIn(name, draw);
        }
        StringBuilder out = new StringBuilder();
        draw.pick(rule).write(out, this, draw);
        return out.toString();
    }

    private static String builtIn(String name, Draws draw) {
        int dash = name.indexOf('-');
        if (dash > 0 && Character.isDigit(name.charAt(0))) {
            int low = Integer.parseInt(name.substring(0, dash));
            int high = Integer.parseInt(name.substring(dash + 1));
            return Integer.toString(draw.between(low, high));
        }
        return switch (name) {
            case "digit" -> Integer.toString(draw.below(10));
            case "letter" -> String.valueOf((char) ('a' + draw.below(26)));
            case "CAPITAL" -> String.valueOf((char) ('A' + draw.below(26)));
            case "hex" -> Integer.toHexString(draw.below(16));
            case "firstname" -> CommonWords.firstName(draw);
            case "lastname" -> CommonWords.lastName(draw);
            case "place" -> CommonWords.place(draw);
            case "coined" -> CommonWords.coined(draw);
            default -> word(name, draw);
        };
    }

    /// A word of the vocabulary; with a capital letter where the rule has one.
    private static String word(String name, Draws draw) {
        if (!Character.isUpperCase(name.charAt(0))) {
            return CommonWords.pick(draw, name);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return CommonWords.capital(
                lower.equals("coined") ? CommonWords.coined(draw) : CommonWords.pick(draw, lower));
    }
}
