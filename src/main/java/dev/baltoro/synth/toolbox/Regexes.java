package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Things to look for in a text. `{found}` is said in words (`all numbers`) and stands for a
/// regular expression, `{found_in}` is a text that has some. `{regex}` is an expression as it is
/// written, `{regex_in}` a text to try it on.
final class Regexes {
    private static final Lexicon WORDS = Lexicon.named("regexes");
    private static final String PATTERN = "pattern.";
    private static final List<String> KINDS =
            WORDS.names().stream()
                    .filter(name -> name.startsWith(PATTERN))
                    .map(name -> name.substring(PATTERN.length()))
                    .sorted()
                    .toList();

    private Regexes() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.putAll(Together.slots(Regexes::found, "found", "found_in"));
        slots.put("regex", (situation, index) -> raw(situation.draw()));
        slots.put("regex_in", (situation, index) -> text("rawtext", situation.draw()));
        slots.put("put_in", (situation, index) -> text("with", situation.draw()));
        return slots;
    }

    private static Map<String, Value> found(Situation situation) {
        Draws draw = situation.draw();
        String kind = draw.pick(KINDS);
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(
                "found",
                Value.of(
                        StringNode.valueOf(WORDS.say(PATTERN + kind, draw)),
                        WORDS.say("name." + kind, draw)));
        values.put("found_in", text("text." + kind, draw));
        return values;
    }

    private static Value raw(Draws draw) {
        String regex = WORDS.say("raw", draw);
        String said = draw.pick("%s", "%s", "/%s/", "`%s`", "'%s'").formatted(regex);
        return Value.of(StringNode.valueOf(regex), said).form("bare", regex);
    }

    /// A regex reads text in any quotes: never bare, since it may end in a full stop.
    private static Value text(String rule, Draws draw) {
        String text = WORDS.say(rule, draw);
        String marks = text.contains("'") ? "\"%s\"" : draw.pick("'%s'", "\"%s\"", "“%s”", "'%s'");
        String quoted = (text.contains("\"") ? draw.pick("'%s'", "“%s”") : marks).formatted(text);
        return Value.of(StringNode.valueOf(text), quoted).form("bare", text);
    }
}
