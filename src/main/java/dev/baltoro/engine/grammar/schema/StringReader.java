package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.PatternParser;
import dev.baltoro.engine.grammar.regex.Reading;
import dev.baltoro.engine.grammar.regex.Regex;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What strings may hold: `minLength`, `maxLength` (both in code points) and `pattern`.
final class StringReader {
    private StringReader() {}

    static TextLanguage language(Conjunction all) {
        int least = all.least("minLength");
        int most = all.most("maxLength");
        List<Located> limits = new ArrayList<>(all.each("pattern"));
        limits.addAll(all.each(Keywords.NOT_PATTERN));
        limits.addAll(all.each(Keywords.EXCEPT));
        if (limits.isEmpty()) {
            return new TextLanguage.Counted(least, most);
        }
        Dfa dfa = SchemaException.at(limits.getFirst().path(), () -> Dfa.of(regex(all)));
        return TextLanguage.of(dfa, 0);
    }

    /// {@return the strings that keep to length and patterns}
    static Regex regex(Conjunction all) {
        Regex regex = Regex.loop(Regex.ANY, all.least("minLength"), all.most("maxLength"));
        for (Located pattern : all.each("pattern")) {
            regex = Regex.and(regex, pattern(pattern, Reading.CAUTIOUS));
        }
        for (Located pattern : all.each(Keywords.NOT_PATTERN)) {
            regex = Regex.and(regex, Regex.not(pattern(pattern, Reading.GENEROUS)));
        }
        for (Located values : all.each(Keywords.EXCEPT)) {
            Regex[] words =
                    values.node()
                            .valueStream()
                            .filter(JsonNode::isString)
                            .map(value -> Regex.word(value.stringValue()))
                            .toArray(Regex[]::new);
            regex = Regex.and(regex, Regex.not(Regex.or(words)));
        }
        return regex;
    }

    private static Regex pattern(Located pattern, Reading reading) {
        String text = text(pattern);
        return SchemaException.at(pattern.path(), () -> PatternParser.parse(text, reading));
    }

    /// {@return the expression that a pattern is}
    static String text(Located pattern) {
        if (!pattern.node().isString()) {
            throw pattern.error("takes a regular expression in a string");
        }
        return pattern.node().stringValue();
    }
}
