package dev.baltoro.train.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One meaning in WordNet (a synset).
///
/// @param number its place among all meanings
/// @param key its name in WordNet, such as `n1740`
/// @param kind `noun`, `verb`, `adjective` or `adverb`
/// @param words the words that share it, the most used one first
/// @param gloss its definition and, in quotes, examples
/// @param broader key of the meaning that it is a kind of; empty if there is none
/// @param uses how often its words were counted in texts
record Meaning(
        int number,
        String key,
        String kind,
        List<String> words,
        String gloss,
        String broader,
        int uses) {
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z][a-z' -]*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern LEADING_NOTE = Pattern.compile("^\\([^)]*\\)[ ;:,]*");

    /// Whether it is a word's meaning rather than a name, and has a definition.
    boolean isPlain() {
        return PLAIN_WORD.matcher(words.getFirst()).matches()
                && definition().length() >= 8
                && !definition().contains("genus");
    }

    /// What it means, without notes on usage in front, without examples.
    String definition() {
        int quote = gloss.indexOf('"');
        String text = quote < 0 ? gloss : gloss.substring(0, quote);
        text = LEADING_NOTE.matcher(text.strip()).replaceFirst("");
        text = text.replaceAll("[;:, ]+$", "");
        return text.replace('`', '\'').strip();
    }

    /// Its examples.
    List<String> examples() {
        List<String> examples = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(gloss);
        while (quoted.find()) {
            examples.add(quoted.group(1).replace('`', '\'').strip());
        }
        return examples;
    }
}
