package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What can be converted from unit to unit: units with how many of the first one they are.
///
/// @param name as people call it
/// @param units by name, each with its size
record Quantity(String name, Map<String, Double> units) {
    private static final List<Quantity> ALL =
            List.of(
                    of("distance", "kilometre", 1, "mile", 1.609344, "nautical mile", 1.852),
                    of(
                            "weight",
                            "kilogram",
                            1,
                            "pound",
                            0.45359237,
                            "ounce",
                            0.028349523125,
                            "stone",
                            6.35029318),
                    of(
                            "volume",
                            "litre",
                            1,
                            "cup",
                            0.24,
                            "pint",
                            0.473176473,
                            "gallon",
                            3.785411784),
                    of("area", "hectare", 1, "acre", 0.40468564224, "square kilometre", 100),
                    of("storage size", "megabyte", 1, "gigabyte", 1_000, "terabyte", 1_000_000),
                    of("duration", "minute", 1, "hour", 60, "day", 1_440, "week", 10_080),
                    of("speed", "km/h", 1, "mph", 1.609344, "knot", 1.852, "m/s", 3.6),
                    of("pressure", "bar", 1, "psi", 0.0689475729, "atmosphere", 1.01325),
                    of("energy", "kilojoule", 1, "kilocalorie", 4.184, "kilowatt hour", 3_600),
                    of("angle", "degree", 1, "turn", 360, "gradian", 0.9),
                    of("yarn length", "metre", 1, "yard", 0.9144, "skein", 109.728),
                    of("paper amount", "sheet", 1, "quire", 25, "ream", 500),
                    of("dough", "gram", 1, "cup of flour", 125, "tablespoon of flour", 8),
                    of(
                            "bandwidth",
                            "megabit per second",
                            1,
                            "gigabit per second",
                            1_000,
                            "megabyte per second",
                            8));

    private static Quantity of(String name, Object... units) {
        Map<String, Double> sizes = new LinkedHashMap<>();
        for (int i = 0; i < units.length; i += 2) {
            sizes.put((String) units[i], ((Number) units[i + 1]).doubleValue());
        }
        return new Quantity(name, Collections.unmodifiableMap(sizes));
    }

    /// {@return all, in a fixed order}
    static List<Quantity> all() {
        return ALL;
    }

    static Quantity named(String name) throws ToolFailure {
        return ALL.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new ToolFailure("there is no quantity " + name));
    }

    JsonNode outcome(Given given) throws ToolFailure {
        Double from = units.get(given.needed(Role.FROM_UNIT).asString());
        Double to = units.get(given.needed(Role.TO_UNIT).asString());
        if (from == null || to == null) {
            throw new ToolFailure("a unit is unknown");
        }
        BigDecimal value =
                given.needed(Role.TERM)
                        .decimalValue()
                        .multiply(BigDecimal.valueOf(from))
                        .divide(BigDecimal.valueOf(to), MathContext.DECIMAL32);
        ObjectNode result = JsonMapper.shared().createObjectNode();
        result.set("value", AmountMoving.plain(value));
        result.set("unit", given.needed(Role.TO_UNIT));
        return result;
    }
}
