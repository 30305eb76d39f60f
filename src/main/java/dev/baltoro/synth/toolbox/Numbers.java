package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.NumberWords;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/// Numbers: lists to describe, ranges to draw from, small counts, card numbers, items to shuffle.
final class Numbers {
    private static final int SMALL_MAX = 20;

    private Numbers() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put("numbers", (situation, index) -> list(situation.draw()));
        slots.put("items", (situation, index) -> items(situation.draw()));
        slots.put("times", (situation, index) -> small(situation.draw(), 2, SMALL_MAX));
        slots.put("length", (situation, index) -> small(situation.draw(), 4, 64));
        slots.put("pin_length", (situation, index) -> small(situation.draw(), 3, 12));
        slots.put("excluded", (situation, index) -> signs("some_signs", situation.draw()));
        slots.put("charset", (situation, index) -> signs("charset", situation.draw()));
        slots.put("card", (situation, index) -> card(situation.draw(), 12, 19));
        slots.put("card_stub", (situation, index) -> card(situation.draw(), 5, 18));
        slots.putAll(Together.slots(Numbers::range, "range", "range_low", "range_high"));
        return slots;
    }

    private static Value list(Draws draw) {
        int size = draw.chance(0.8) ? draw.between(3, 8) : draw.between(2, 14);
        int places = draw.weighted(6, 2, 1);
        int high = draw.pick(20, 100, 100, 1000, 9999);
        boolean negative = draw.chance(0.15);
        ArrayNode json = JsonMapper.shared().createArrayNode();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            BigDecimal number =
                    BigDecimal.valueOf(draw.between(negative ? -high : 0, high), places);
            String digits = Numerals.digits(number);
            json.add(DecimalNode.valueOf(new BigDecimal(digits)));
            said.add(digits);
        }
        return Value.of(json, joined(said, draw));
    }

    /// {@return items one after the other, as people write lists}
    static String joined(List<String> items, Draws draw) {
        String head = String.join(", ", items.subList(0, items.size() - 1));
        return switch (draw.weighted(5, 3, 1, 1.2, 0.8, 0.8)) {
            case 0 -> String.join(", ", items);
            case 1 -> head + " and " + items.getLast();
            case 2 -> head + ", and " + items.getLast();
            case 3 ->
                    items.stream().anyMatch(i -> i.contains(" "))
                            ? String.join("; ", items)
                            : String.join(" ", items);
            case 4 -> "[" + String.join(", ", items) + "]";
            default -> String.join(",", items);
        };
    }

    private static Value items(Draws draw) {
        String rule = draw.pick("first", "word", "noun", "coined", "plain0", "first0");
        List<String> items = new ArrayList<>();
        for (int n = draw.between(3, 7); items.size() < n; ) {
            String item = Texts.say(rule, draw);
            if (!items.contains(item)) {
                items.add(item);
            }
        }
        ArrayNode json = JsonMapper.shared().createArrayNode();
        items.forEach(json::add);
        String said =
                draw.chance(0.1) ? json.toString().replace("\",\"", "\", \"") : joined(items, draw);
        return Value.of(json, said);
    }

    private static Value signs(String rule, Draws draw) {
        String signs = Texts.say(rule, draw);
        String said = draw.chance(0.4) ? signs : draw.pick("'%s'", "\"%s\"").formatted(signs);
        return Value.of(StringNode.valueOf(signs), said);
    }

    private static Value small(Draws draw, int low, int high) {
        int number = draw.between(low, draw.chance(0.7) ? Math.min(high, SMALL_MAX) : high);
        String digits = Integer.toString(number);
        String said =
                draw.chance(number <= SMALL_MAX ? 0.35 : 0.15) ? NumberWords.words(number) : digits;
        return Value.of(IntNode.valueOf(number), said).form("digits", digits);
    }

    private static Value card(Draws draw, int shortest, int longest) {
        int size = shortest > 10 && draw.chance(0.6) ? 16 : draw.between(shortest, longest);
        StringBuilder digits = new StringBuilder();
        digits.append(draw.between(1, 9));
        while (digits.length() < size) {
            digits.append(draw.below(10));
        }
        String plain = digits.toString();
        Value value = Value.of(StringNode.valueOf(plain), plain);
        return size % 4 == 0 && draw.chance(0.25)
                ? Value.of(
                        StringNode.valueOf(plain),
                        plain.replaceAll("(\\d{4})(?=\\d)", "$1" + draw.pick(" ", " ", "-")))
                : value;
    }

    private static Map<String, Value> range(Situation situation) {
        Draws draw = situation.draw();
        int low = draw.chance(0.6) ? draw.pick(1, 1, 0, 10, 100) : draw.between(-50, 200);
        int high = low + draw.pick(5, 9, 19, 99, 999, draw.between(2, 40), draw.between(10, 5000));
        String said =
                switch (draw.below(7)) {
                    case 0, 1 -> "between " + low + " and " + high;
                    case 2 -> "from " + low + " to " + high;
                    case 3 -> low >= 0 ? low + "-" + high : low + ".." + high;
                    case 4 -> "from " + low + " up to " + high;
                    case 5 -> low + " to " + high;
                    default ->
                            low < 0 || high > 999
                                    ? "between " + low + " and " + Math.abs(high)
                                    : "between "
                                            + NumberWords.words(low)
                                            + " and "
                                            + NumberWords.words(high);
                };
        if (low < 0 && high < 0) {
            return range(situation);
        }
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("range", Value.of(said));
        values.put("range_low", Value.of(low));
        values.put("range_high", Value.of(high));
        return values;
    }
}
