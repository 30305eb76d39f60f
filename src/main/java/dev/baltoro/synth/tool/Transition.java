package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a call of a tool does to a world's tables. A call whose outcome would break a rule of a
/// table is refused.
public record Transition(Blueprint blueprint) implements Tool.Function {
    @Override
    public String call(ObjectNode state, JsonNode arguments) throws ToolFailure {
        return outcome(state, arguments).toString();
    }

    /// {@return the result as JSON}
    JsonNode outcome(ObjectNode state, JsonNode arguments) throws ToolFailure {
        Given given = new Given(blueprint, arguments);
        ObjectNode touched = given.flag(Role.DRY_RUN) ? state.deepCopy() : state;
        TableState rows = new TableState(touched, blueprint.table(), blueprint.style());
        JsonNode result = outcome(touched, rows, given, arguments);
        if (blueprint.action().changes()) {
            Optional<String> broken = rows.broken();
            if (broken.isPresent()) {
                throw new ToolFailure(broken.get());
            }
        }
        return result;
    }

    private JsonNode outcome(ObjectNode state, TableState rows, Given given, JsonNode arguments)
            throws ToolFailure {
        return switch (blueprint.action()) {
            case CREATE, CREATE_MANY, UPDATE, SET, DELETE, CLEAR, TAG, UNTAG ->
                    new RowWriting(blueprint, rows, given).outcome();
            case TRANSFER, ADJUST -> new AmountMoving(blueprint, rows, given).outcome();
            case GET, GET_MANY, LIST, SEARCH, COUNT, TOTAL, COMPARE ->
                    new RowReading(blueprint, rows, given).outcome();
            case MANAGE -> chosen(given).outcome(state, arguments);
            case SEQUENCE -> {
                ObjectNode both = JsonMapper.shared().createObjectNode();
                for (Blueprint part : blueprint.parts()) {
                    both.set(part.choice(), new Transition(part).outcome(state, arguments));
                }
                yield both;
            }
            case CONVERT -> Quantity.named(blueprint.detail()).outcome(given);
            case COMPUTE -> Formula.named(blueprint.detail()).outcome(given);
        };
    }

    private Transition chosen(Given given) throws ToolFailure {
        String chosen = given.needed(Role.CHOOSE).asString();
        for (Blueprint part : blueprint.parts()) {
            if (part.choice().equals(chosen)) {
                return new Transition(part);
            }
        }
        throw new ToolFailure("there is no action " + chosen);
    }
}
