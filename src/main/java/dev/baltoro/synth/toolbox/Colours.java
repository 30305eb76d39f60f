package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Colours as style sheets write them, and another way to write them.
final class Colours {
    private static final Lexicon NAMES = Lexicon.named("colours");

    private Colours() {}

    static Map<String, Slot> slots() {
        return Together.slots(Colours::draw, "colour", "colour_to");
    }

    private static Map<String, Value> draw(Situation situation) {
        Draws draw = situation.draw();
        int kind = draw.weighted(4, 3, 2, 3);
        String colour =
                switch (kind) {
                    case 0 -> hex(draw);
                    case 1 -> rgb(draw);
                    case 2 -> hsl(draw);
                    default -> NAMES.say("name", draw);
                };
        List<String> formats =
                switch (kind) {
                    case 0 -> List.of("rgb", "hsl");
                    case 1 -> List.of("hex", "hsl");
                    case 2 -> List.of("hex", "rgb");
                    default -> List.of("hex", "rgb", "hsl");
                };
        String format = draw.pick(formats);
        Map<String, Value> values = new LinkedHashMap<>();
        String said =
                kind == 3 && draw.chance(0.2)
                        ? colour.substring(0, 1).toUpperCase(Locale.ROOT) + colour.substring(1)
                        : colour;
        values.put("colour", Value.of(StringNode.valueOf(said), said));
        values.put(
                "colour_to",
                Value.of(
                        StringNode.valueOf(format),
                        draw.pick(
                                format,
                                format,
                                format.toUpperCase(Locale.ROOT),
                                format.toUpperCase(Locale.ROOT),
                                format.equals("hex")
                                        ? "a hex code"
                                        : format.toUpperCase(Locale.ROOT) + " values",
                                format.equals("hex") ? "hexadecimal" : format)));
        return values;
    }

    private static String hex(Draws draw) {
        int digits = draw.pick(6, 6, 6, 6, 3, 3, 8);
        StringBuilder text = new StringBuilder();
        while (text.length() < digits) {
            text.append(Integer.toHexString(draw.below(16)));
        }
        String code = draw.chance(0.5) ? text.toString().toUpperCase(Locale.ROOT) : text.toString();
        return "#" + code;
    }

    private static String rgb(Draws draw) {
        String space = draw.chance(0.7) ? " " : "";
        String three =
                draw.below(256) + "," + space + draw.below(256) + "," + space + draw.below(256);
        return draw.chance(0.15)
                ? "rgba(" + three + "," + space + "0." + draw.between(1, 9) + ")"
                : "rgb(" + three + ")";
    }

    private static String hsl(Draws draw) {
        String space = draw.chance(0.7) ? " " : "";
        return "hsl("
                + draw.below(361)
                + ","
                + space
                + draw.below(101)
                + "%,"
                + space
                + draw.below(101)
                + "%)";
    }
}
