package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/// Numbers in other bases. `{based}` is written in the base `{based_from}` and wanted in
/// `{based_to}`; `{decimal}` is in base ten and wanted in `{decimal_to}`; `{prefixed}` tells its
/// base `{prefixed_from}` by a prefix (`0x1f`), which the call leaves out.
final class Bases {
    private static final int DECIMAL = 10;

    private Bases() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.putAll(Together.slots(Bases::based, "based", "based_from", "based_to"));
        slots.putAll(Together.slots(Bases::decimal, "decimal", "decimal_to"));
        slots.putAll(Together.slots(Bases::prefixed, "prefixed", "prefixed_from", "prefixed_to"));
        return slots;
    }

    private static int base(Draws draw) {
        return draw.chance(0.75) ? draw.pick(2, 2, 16, 16, 8, 36) : draw.between(2, 36);
    }

    private static long number(Draws draw) {
        return switch (draw.below(4)) {
            case 0 -> draw.between(2, 99);
            case 1 -> draw.between(100, 4095);
            case 2 -> draw.pick(255, 256, 1024, 65535, 1000, 4096, 1_000_000, 42, 127, 2026);
            default -> draw.between(5000, 2_000_000_000);
        };
    }

    private static Value named(int base, Draws draw) {
        String digits = Integer.toString(base);
        String said =
                switch (base) {
                    case 2 -> draw.pick("binary", "binary", "binary", "base 2", "base two", "bin");
                    case 8 -> draw.pick("octal", "octal", "base 8", "base eight");
                    case 10 -> draw.pick("decimal", "decimal", "base 10", "base ten");
                    case 16 -> draw.pick("hex", "hex", "hexadecimal", "base 16", "base sixteen");
                    default ->
                            draw.pick(
                                    "base " + digits,
                                    "base " + digits,
                                    "base-" + digits,
                                    "base " + NumberWords.words(base));
                };
        return Value.of(IntNode.valueOf(base), said);
    }

    private static Value written(long number, int base, Draws draw) {
        String text = Long.toString(number, base);
        if (draw.chance(0.5)) {
            text = text.toUpperCase(Locale.ROOT);
        }
        return Value.of(StringNode.valueOf(text), text);
    }

    private static Map<String, Value> based(Situation situation) {
        Draws draw = situation.draw();
        int from = draw.chance(0.2) ? DECIMAL : base(draw);
        int to = other(from, draw);
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("based", written(number(draw), from, draw));
        values.put("based_from", named(from, draw));
        values.put("based_to", named(to, draw));
        return values;
    }

    private static int other(int from, Draws draw) {
        int to = from == DECIMAL || draw.chance(0.5) ? base(draw) : DECIMAL;
        return to == from ? other(from, draw) : to;
    }

    private static Map<String, Value> decimal(Situation situation) {
        Draws draw = situation.draw();
        long number = number(draw);
        String digits = Long.toString(number);
        String said =
                switch (draw.weighted(8, 1, number < 1000 || number % 1000 == 0 ? 1 : 0)) {
                    case 0 -> digits;
                    case 1 -> Numerals.commas(number);
                    default -> NumberWords.words(number);
                };
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("decimal", Value.of(StringNode.valueOf(digits), said));
        values.put("decimal_to", named(other(DECIMAL, draw), draw));
        return values;
    }

    private static Map<String, Value> prefixed(Situation situation) {
        Draws draw = situation.draw();
        int from = draw.pick(16, 16, 2, 8);
        Value written = written(number(draw), from, draw);
        String prefix = from == 16 ? "0x" : from == 2 ? "0b" : "0o";
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("prefixed", Value.of(written.json(), prefix + written.plain()));
        values.put("prefixed_from", Value.of(from));
        values.put("prefixed_to", named(other(from, draw), draw));
        return values;
    }
}
