package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Value;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/// Questions that a search answers: `who plays the cello` stands for `cello`. Form `key` is the
/// word alone, `that` is `somebody who plays the cello`.
final class Questions {
    private static final List<String> TYPES =
            List.of(
                    "person", "person", "person", "company", "room", "pet", "device", "project",
                    "team", "machine");

    private Questions() {}

    static Value draw(Situation situation, int index) {
        Draws draw = situation.draw();
        String type = draw.pick(TYPES);
        Predicates fact = Predicates.of(type, draw);
        boolean person = Predicates.isPerson(type);
        String who =
                person
                        ? draw.pick("who", "who", "which person")
                        : draw.pick("which " + type, "what " + type, "which one");
        String that =
                person
                        ? draw.pick("somebody who ", "someone who ", "anyone who ", "people who ")
                        : draw.pick("a " + type + " that ", "any " + type + " that ");
        String predicate =
                that.startsWith("people")
                        ? News.firstPerson(fact.text())
                                .replaceFirst("^am ", "are ")
                                .replaceFirst("^was ", "were ")
                        : fact.text();
        String key = fact.key();
        Value value = Value.of(StringNode.valueOf(key), who + " " + fact.text());
        String quoted = draw.pick("'%s'", "\"%s\"", "%s", "%s", "%s").formatted(key);
        return value.form("key", quoted).form("that", that + predicate);
    }
}
