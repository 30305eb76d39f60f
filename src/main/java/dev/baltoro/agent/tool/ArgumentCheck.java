package dev.baltoro.agent.tool;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Whether the arguments of a call are what its tool declares: an object with all that is required
/// and nothing undeclared, each of its type and among its `enum`. Deeper levels are the tool's own
/// business.
final class ArgumentCheck {
    private ArgumentCheck() {}

    /// {@return what is wrong, in one line for the model; empty if nothing is}
    ///
    /// @param schema the declaration's `parameters`
    static Optional<String> problem(JsonNode schema, JsonNode arguments) {
        if (!arguments.isObject()) {
            return Optional.of("the arguments are not a JSON object");
        }
        for (JsonNode required : schema.path("required")) {
            if (!arguments.has(required.asString())) {
                return Optional.of(required.asString() + " is missing");
            }
        }
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            JsonNode property = schema.path("properties").path(argument.getKey());
            if (property.isMissingNode()) {
                return Optional.of("there is no parameter " + argument.getKey());
            }
            Optional<String> problem = problem(argument.getKey(), property, argument.getValue());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(String name, JsonNode property, JsonNode value) {
        String type = property.path("type").asString("");
        boolean fits =
                switch (type) {
                    case "string" -> value.isString();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "array" -> value.isArray();
                    case "object" -> value.isObject();
                    default -> true;
                };
        if (!fits) {
            return Optional.of("%s is no %s".formatted(name, type));
        }
        JsonNode allowed = property.path("enum");
        if (allowed.isArray() && allowed.valueStream().noneMatch(value::equals)) {
            return Optional.of("%s cannot be %s".formatted(name, value.asString()));
        }
        return Optional.empty();
    }
}
