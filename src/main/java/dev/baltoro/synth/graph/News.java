package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Value;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Something new about `{entity}` or `{name}`, said and noted in the same words: `moved to Bern in
/// May`. Form `i` is what that one would say: `I moved to Bern in May`.
final class News {
    /// Verbs that lose more than an s.
    private static final Map<String, String> FIRST_PERSON =
            Map.of(
                    "is", "am", "has", "have", "was", "was", "does", "do", "goes", "go", "teaches",
                    "teach", "doesn't", "don't", "studies", "study");

    private News() {}

    static Value draw(Situation situation, int index) {
        Predicates news = Predicates.of(Predicates.type(situation, index), situation.draw());
        return Value.of(StringNode.valueOf(news.text()), news.text())
                .form("key", news.key())
                .form("i", "I " + firstPerson(news.text()));
    }

    static String firstPerson(String predicate) {
        int end = predicate.indexOf(' ');
        String verb = end < 0 ? predicate : predicate.substring(0, end);
        String rest = end < 0 ? "" : predicate.substring(end);
        String plain =
                verb.endsWith("s") && !verb.endsWith("ss")
                        ? verb.substring(0, verb.length() - 1)
                        : verb;
        return FIRST_PERSON.getOrDefault(verb, plain) + rest;
    }
}
