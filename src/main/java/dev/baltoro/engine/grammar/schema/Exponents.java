package dev.baltoro.engine.grammar.schema;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How large and how small the numbers of a schema may be: `1e999999999` is short to write, and
/// exact arithmetic on it takes gigabytes.
final class Exponents {
    /// More than a double has.
    static final int MAX = 400;

    private Exponents() {}

    /// @throws SchemaException if there is a number beyond 10^400 or with more than 400 places
    static void check(JsonNode schema, String path) {
        Deque<JsonNode> open = new ArrayDeque<>(List.of(schema));
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            if (node.isNumber()) {
                BigDecimal number = node.decimalValue();
                long exponent = (long) number.precision() - number.scale() - 1;
                if (exponent > MAX || number.scale() > MAX) {
                    throw new SchemaException(
                            path,
                            "the number %s is beyond 10^%d or has more than %d places"
                                    .formatted(number, MAX, MAX));
                }
            }
            node.forEach(open::push);
        }
    }
}
