package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Pieces of JSON, CSV, XML and YAML, some of them broken.
final class Snippets {
    private static final Lexicon WORDS = Lexicon.named("snippets");

    private Snippets() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (String format : new String[] {"json", "csv", "xml", "yaml"}) {
            slots.put(
                    format + "_text",
                    (situation, index) -> {
                        String text = WORDS.say(format, situation.draw()).replace("⏎", "\n");
                        return Value.of(
                                        StringNode.valueOf(text),
                                        situation.draw().chance(0.85) ? text : "`" + text + "`")
                                .form("bare", text);
                    });
        }
        return slots;
    }
}
