package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.PatternParser;
import dev.baltoro.engine.grammar.regex.Regex;
import dev.baltoro.engine.grammar.regex.TextLanguage;
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
        Dfa dfa = SchemaException.at(patterns.getFirst().path(), () -> Dfa.of(regex(all)));
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
        return SchemaException.at(
                pattern.path(), () -> PatternParser.parse(pattern.node().stringValue()));
    }
}
