package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A number that is computed from others, such as a tip.
///
/// @param name what is computed
/// @param about one sentence
/// @param terms what it is computed from
/// @param rule the computation, on the terms in their order
record Formula(String name, String about, List<Column> terms, ToDoubleFunction<List<Double>> rule) {
    private static final List<Formula> ALL =
            List.of(
                    of(
                            "tip",
                            "a tip on a bill",
                            t -> t.get(0) * t.get(1) / 100,
                            "bill",
                            "tip percent"),
                    of(
                            "net price",
                            "a price without its tax",
                            t -> t.get(0) / (1 + t.get(1) / 100),
                            "gross price",
                            "tax percent"),
                    of(
                            "discounted price",
                            "a price after a discount",
                            t -> t.get(0) * (1 - t.get(1) / 100),
                            "price",
                            "discount percent"),
                    of(
                            "share",
                            "what each of several people pays",
                            t -> t.get(0) / t.get(1),
                            "total",
                            "people"),
                    of(
                            "simple interest",
                            "interest without compounding",
                            t -> t.get(0) * t.get(1) / 100 * t.get(2),
                            "principal",
                            "rate percent",
                            "years"),
                    of(
                            "profit margin",
                            "profit as a share of the price",
                            t -> 100 * (t.get(0) - t.get(1)) / t.get(0),
                            "price",
                            "cost"),
                    of(
                            "break-even quantity",
                            "how many must be sold to cover fixed costs",
                            t -> Math.ceil(t.get(0) / (t.get(1) - t.get(2))),
                            "fixed costs",
                            "unit price",
                            "unit cost"),
                    of(
                            "body mass index",
                            "weight over height squared",
                            t -> t.get(0) / StrictMath.pow(t.get(1) / 100, 2),
                            "weight kg",
                            "height cm"),
                    of(
                            "running pace",
                            "minutes a kilometre",
                            t -> t.get(0) / t.get(1),
                            "minutes",
                            "kilometres"),
                    of(
                            "heart rate zone",
                            "the pulse of a training zone",
                            t -> (220 - t.get(0)) * t.get(1) / 100,
                            "age",
                            "intensity percent"),
                    of(
                            "fuel cost",
                            "what the fuel of a trip costs",
                            t -> t.get(0) * t.get(1) / 100 * t.get(2),
                            "kilometres",
                            "litres a hundred",
                            "litre price"),
                    of(
                            "travel time",
                            "hours for a distance",
                            t -> t.get(0) / t.get(1),
                            "distance",
                            "speed"),
                    of(
                            "tank volume",
                            "litres in a tank",
                            t -> t.get(0) * t.get(1) * t.get(2) / 1000,
                            "length cm",
                            "width cm",
                            "depth cm"),
                    of(
                            "paint needed",
                            "litres of paint for walls",
                            t -> t.get(0) * t.get(1) / t.get(2),
                            "wall area",
                            "coats",
                            "area a litre"),
                    of(
                            "tiles needed",
                            "tiles for a floor",
                            t -> Math.ceil(t.get(0) * 10_000 / (t.get(1) * t.get(2))),
                            "floor area",
                            "tile length",
                            "tile width"),
                    of(
                            "scaled amount",
                            "an ingredient for other servings",
                            t -> t.get(0) * t.get(2) / t.get(1),
                            "amount",
                            "servings",
                            "wanted servings"),
                    of(
                            "dilution",
                            "stock needed for a weaker solution",
                            t -> t.get(1) * t.get(2) / t.get(0),
                            "stock strength",
                            "wanted strength",
                            "wanted volume"),
                    of(
                            "electricity cost",
                            "what a device costs to run",
                            t -> t.get(0) * t.get(1) / 1000 * t.get(2),
                            "watts",
                            "hours",
                            "unit price"),
                    of(
                            "print time",
                            "hours that a print takes",
                            t -> t.get(0) / t.get(1),
                            "grams",
                            "grams an hour"),
                    of(
                            "download time",
                            "seconds to load a file",
                            t -> t.get(0) * 8 / t.get(1),
                            "megabytes",
                            "megabits"),
                    of(
                            "seed amount",
                            "seed for a field",
                            t -> t.get(0) * t.get(1),
                            "hectares",
                            "kilos a hectare"),
                    of(
                            "stocking density",
                            "animals on each hectare",
                            t -> t.get(0) / t.get(1),
                            "animals",
                            "hectares"),
                    of(
                            "grade average",
                            "the mean of two grades by weight",
                            t -> (t.get(0) * t.get(2) + t.get(1) * (100 - t.get(2))) / 100,
                            "first grade",
                            "second grade",
                            "first weight"),
                    of(
                            "conversion rate",
                            "buyers among visitors",
                            t -> 100 * t.get(0) / t.get(1),
                            "buyers",
                            "visitors"),
                    of(
                            "expected damage",
                            "hits times their force",
                            t -> t.get(0) / 100 * t.get(1),
                            "hit percent",
                            "damage"),
                    of(
                            "rating change",
                            "points won against a stronger player",
                            t ->
                                    t.get(2)
                                            * (1
                                                    - 1
                                                            / (1
                                                                    + StrictMath.pow(
                                                                            10,
                                                                            (t.get(1) - t.get(0))
                                                                                    / 400))),
                            "own rating",
                            "other rating",
                            "factor"),
                    of(
                            "reading time",
                            "minutes to read a text",
                            t -> t.get(0) / t.get(1),
                            "words",
                            "words a minute"),
                    of(
                            "loan to value",
                            "a loan as a share of a price",
                            t -> 100 * t.get(0) / t.get(1),
                            "loan",
                            "value"),
                    of(
                            "occupancy",
                            "rooms in use",
                            t -> 100 * t.get(0) / t.get(1),
                            "taken",
                            "rooms"),
                    of("hourly wage", "pay an hour", t -> t.get(0) / t.get(1), "pay", "hours"));

    private static Formula of(
            String name, String about, ToDoubleFunction<List<Double>> rule, String... terms) {
        List<Column> columns =
                Arrays.stream(terms)
                        .map(term ->
                                term.endsWith("percent")
                                        ? Column.of(term, ValueKind.PERCENT)
                                        : Column.between(term, ValueKind.AMOUNT, 0, 9_000))
                        .toList();
        return new Formula(name, about, columns, rule);
    }

    /// {@return all, in a fixed order}
    static List<Formula> all() {
        return ALL;
    }

    static Formula named(String name) throws ToolFailure {
        return ALL.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new ToolFailure("there is no formula " + name));
    }

    JsonNode outcome(Given given) throws ToolFailure {
        double value = rule.applyAsDouble(given.numbers(Role.TERM));
        if (!Double.isFinite(value)) {
            throw new ToolFailure("it cannot be computed from these numbers");
        }
        ObjectNode result = JsonMapper.shared().createObjectNode();
        result.set("result", AmountMoving.plain(new BigDecimal(value, MathContext.DECIMAL32)));
        return result;
    }
}
