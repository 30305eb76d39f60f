package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.language.MathExpression;
import dev.baltoro.agent.score.value.Sameness;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// An expression with a certain value.
///
/// @param number the value
/// @param tolerance by which share of the larger one both may differ
record EvaluatesTo(double number, double tolerance) implements Condition {
    /// The tolerance where a rule names none.
    static final double TOLERANCE_DEFAULT = 1e-6;

    private static final double ABSOLUTE_TOLERANCE = 1e-9;

    @Override
    public boolean holds(JsonNode gold, JsonNode value) {
        OptionalDouble given =
                value.isString()
                        ? MathExpression.value(value.stringValue())
                        : OptionalDouble.empty();
        return given.isPresent()
                && Sameness.close(given.getAsDouble(), number, tolerance, ABSOLUTE_TOLERANCE);
    }
}
