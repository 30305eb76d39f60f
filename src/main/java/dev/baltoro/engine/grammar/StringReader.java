package dev.baltoro.engine.grammar;

import java.util.List;

/// What strings may hold: `minLength`, `maxLength` (both in code points) and `pattern`.
final class StringReader {
    private StringReader() {}

    static TextLanguage language(Conjunction all) {
        int least = all.least("minLength");
        int most = all.most("maxLength");
        List<Located> patterns = all.each("pattern");
        if (patterns.isEmpty()) {
            return new TextLanguage.Counted(least, most);
        }
        Dfa dfa = Dfa.of(regex(all), patterns.getFirst().path());
        return TextLanguage.of(dfa, 0);
    }

    /// {@return the strings that keep to length and patterns}
    static Regex regex(Conjunction all) {
        Regex regex = Regex.loop(Regex.ANY, all.least("minLength"), all.most("maxLength"));
        for (Located pattern : all.each("pattern")) {
            regex = Regex.and(regex, pattern(pattern));
        }
        return regex;
    }

    private static Regex pattern(Located pattern) {
        if (!pattern.node().isString()) {
            throw pattern.error("takes a regular expression in a string");
        }
        return PatternParser.parse(pattern.node().stringValue(), pattern.path());
    }
}
