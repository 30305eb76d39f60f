package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a call gives for the inputs of a blueprint, checked, with defaults for what it leaves out.
final class Given {
    private final Blueprint blueprint;
    private final Map<ToolInput, JsonNode> values = new LinkedHashMap<>();

    /// @throws ToolFailure if a value is missing or not one that its column may have
    Given(Blueprint blueprint, JsonNode arguments) throws ToolFailure {
        this.blueprint = blueprint;
        for (ToolInput input : blueprint.inputs()) {
            JsonNode value = arguments.path(blueprint.written(input));
            if (value.isMissingNode()) {
                if (input.required()) {
                    throw new ToolFailure(blueprint.written(input) + " is missing");
                }
                if (!input.fallback().isEmpty()) {
                    values.put(input, JsonMapper.shared().readTree(input.fallback()));
                }
                continue;
            }
            Optional<String> problem = ValueCheck.problem(input.column(), value, blueprint.style());
            if (problem.isPresent()) {
                throw new ToolFailure(problem.get());
            }
            values.put(input, value);
        }
    }

    /// {@return the first value of a role, if the call has one}
    Optional<JsonNode> first(Role role) {
        return values.entrySet().stream()
                .filter(one -> one.getKey().role() == role)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// {@return the first value of a role}
    ///
    /// @throws ToolFailure if the call has none
    JsonNode needed(Role role) throws ToolFailure {
        return first(role).orElseThrow(() -> new ToolFailure("a value is missing"));
    }

    /// {@return values of a role by their column's key, those of a specialised tool with them}
    ObjectNode byColumn(Role role) {
        ObjectNode found = JsonMapper.shared().createObjectNode();
        for (Fixed fixed : blueprint.fixed()) {
            if (fixed.role() == role) {
                found.set(fixed.column(), JsonMapper.shared().readTree(fixed.json()));
            }
        }
        values.forEach((input, value) -> {
            if (input.role() == role) {
                found.set(input.column().key(), value);
            }
        });
        return found;
    }

    /// {@return numbers of a role in the inputs' order}
    List<Double> numbers(Role role) {
        return values.entrySet().stream()
                .filter(one -> one.getKey().role() == role)
                .map(one -> one.getValue().asDouble())
                .toList();
    }

    boolean flag(Role role) {
        return first(role).map(JsonNode::asBoolean).orElse(false);
    }
}
