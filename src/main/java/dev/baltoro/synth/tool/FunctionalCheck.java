package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.Tool;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs a tool in a world of its own, before it counts: calls that can be done are done, and leave
/// the tables as the action declares; the tables' rules hold after; bad calls are refused and
/// change nothing; each failure of its own happens.
public final class FunctionalCheck {
    /// Calls that are drawn; one of them at least must be one that can be done.
    private static final int CALLS = 6;

    private static final int ROWS = 6;

    private final Blueprint blueprint;
    private final Tool tool;
    private final SplittableRandom random;
    private int done;

    private FunctionalCheck(InventedTool invented, long seed) {
        this.blueprint = invented.blueprint();
        this.tool = invented.tool();
        this.random = new SplittableRandom(seed);
    }

    /// {@return why a tool does not count; empty if it does}
    ///
    /// @param seed of the worlds and calls
    public static Optional<String> problem(InventedTool invented, long seed) {
        return new FunctionalCheck(invented, seed).problem();
    }

    private Optional<String> problem() {
        for (int call = 0; call < CALLS; call++) {
            Optional<String> problem = properCall(call == 0 ? 0 : 0.5);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (done == 0) {
            return Optional.of("no call could be done");
        }
        return badCalls().or(this::guards);
    }

    private ObjectNode world() {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        WorldDraw.fill(random, table(state), ROWS);
        return state;
    }

    private TableState table(ObjectNode state) {
        return new TableState(state, blueprint.table(), blueprint.style());
    }

    private Optional<String> properCall(double share) {
        ObjectNode state = world();
        Optional<ObjectNode> arguments = CallDraw.arguments(random, blueprint, state, share);
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode before = state.deepCopy();
        String result = tool.call(state, arguments.get().toString());
        if (Tool.isMalformed(result)) {
            return Optional.of("a drawn call is malformed: " + result);
        }
        if (result.startsWith("error: ")) {
            return state.equals(before)
                    ? Optional.empty()
                    : Optional.of("a refused call changed the world");
        }
        done++;
        JsonNode shown = JsonMapper.shared().readTree(result);
        return ResultCheck.problem(DeclarationWriter.result(blueprint), shown)
                .or(() -> new Effect(blueprint, arguments.get(), before, state).undeclared())
                .or(() -> table(state).broken())
                .or(() -> dryRun(arguments.get(), before));
    }

    private Optional<String> dryRun(ObjectNode arguments, ObjectNode before) {
        Optional<ToolInput> dry = blueprint.input(Role.DRY_RUN);
        if (dry.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode state = before.deepCopy();
        tool.call(state, arguments.deepCopy().put(blueprint.written(dry.get()), true).toString());
        return state.equals(before) ? Optional.empty() : Optional.of("a dry run changed the world");
    }

    private Optional<String> badCalls() {
        ObjectNode state = world();
        ObjectNode good =
                CallDraw.arguments(random, blueprint, state, 0)
                        .orElseGet(JsonMapper.shared()::createObjectNode);
        Optional<String> problem = refused(state, good.deepCopy().put("no such parameter", 1));
        for (ToolInput input : blueprint.inputs()) {
            String name = blueprint.written(input);
            if (problem.isEmpty() && input.required()) {
                problem = refused(state, good.deepCopy().without(name));
            }
            if (problem.isEmpty()) {
                ObjectNode wrong = good.deepCopy();
                if (input.column().kind().type().equals("string")) {
                    wrong.put(name, 7);
                } else {
                    wrong.put(name, "seven");
                }
                problem = refused(state, wrong);
            }
        }
        return problem;
    }

    private Optional<String> refused(ObjectNode state, ObjectNode arguments) {
        ObjectNode before = state.deepCopy();
        String result = tool.call(state, arguments.toString());
        return result.startsWith("error: ") && state.equals(before)
                ? Optional.empty()
                : Optional.of("a bad call was not refused: " + arguments);
    }

    private Optional<String> guards() {
        for (Guard guard : blueprint.guards()) {
            Optional<String> problem = provoked(guard);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /// {@return whether a failure stays away where it is declared}
    private Optional<String> provoked(Guard guard) {
        ObjectNode state = world();
        if (guard.kind() == Guard.Kind.FULL) {
            WorldDraw.fill(random, table(state), Integer.parseInt(guard.value()));
        } else if (guard.kind() == Guard.Kind.TOO_MANY) {
            alike(state, Integer.parseInt(guard.value()) + 1);
        } else if (guard.kind() == Guard.Kind.LOCKED) {
            table(state).rows().forEach(row -> row.put(guard.column(), guard.value()));
        }
        if (guard.kind() == Guard.Kind.UNIQUE) {
            Column column = blueprint.table().column(guard.column()).orElseThrow();
            ObjectNode first = table(state).rows().getFirst();
            if (!first.has(guard.column())) {
                first.set(guard.column(), ValueDraw.value(random, column, blueprint.style()));
            }
        }
        Optional<ObjectNode> drawn = CallDraw.arguments(random, blueprint, state, 1);
        if (drawn.isEmpty()) {
            return Optional.of("no call for its failure " + guard.kind());
        }
        ObjectNode arguments = drawn.get();
        for (ToolInput input : blueprint.inputs()) {
            String name = blueprint.written(input);
            boolean about =
                    input.column().key().equals(guard.column())
                            || guard.column().isEmpty() && input.role() == Role.DELTA;
            if (guard.kind() == Guard.Kind.CEILING && about) {
                arguments.put(name, Long.parseLong(guard.value()) + 1);
            } else if (guard.kind() == Guard.Kind.UNIQUE && about) {
                arguments.set(name, table(state).rows().getFirst().path(guard.column()));
            } else if (guard.kind() == Guard.Kind.EMPTY && input.role() == Role.QUERY) {
                arguments.put(name, "no row has this text");
            }
        }
        if (guard.kind() == Guard.Kind.EMPTY && blueprint.input(Role.QUERY).isEmpty()) {
            state.removeAll();
        }
        String result = tool.call(state, arguments.toString());
        return result.startsWith("error: ") && !Tool.isMalformed(result)
                ? Optional.empty()
                : Optional.of("its failure %s did not happen".formatted(guard.kind()));
    }

    /// Fills the table with rows that a call deletes together.
    private void alike(ObjectNode state, int rows) {
        TableState table = table(state);
        WorldDraw.fill(random, table, rows);
        ObjectNode first = table.rows().getFirst();
        for (ToolInput input : blueprint.inputs(Role.WHERE)) {
            String key = input.column().key();
            if (!first.has(key)) {
                first.set(key, ValueDraw.value(random, input.column(), blueprint.style()));
            }
            table.rows().forEach(row -> row.set(key, first.get(key)));
        }
        for (Fixed fixed : blueprint.fixed()) {
            table.rows()
                    .forEach(row ->
                            row.set(fixed.column(), JsonMapper.shared().readTree(fixed.json())));
        }
    }

    /// Whether a result is what its schema says, as deep as types and required names go.
    static final class ResultCheck {
        private ResultCheck() {}

        static Optional<String> problem(JsonNode schema, JsonNode value) {
            String type = schema.path("type").asString("");
            boolean fits =
                    switch (type) {
                        case "string" -> value.isString();
                        case "integer" -> value.isIntegralNumber();
                        case "number" -> value.isNumber();
                        case "boolean" -> value.isBoolean();
                        case "array" -> value instanceof ArrayNode;
                        default -> value.isObject();
                    };
            if (!fits) {
                return Optional.of("a result is no %s: %s".formatted(type, value));
            }
            for (JsonNode name : schema.path("required")) {
                JsonNode inner = value.path(name.asString());
                Optional<String> problem =
                        problem(schema.path("properties").path(name.asString()), inner);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            for (JsonNode item : value.isArray() ? value : JsonMapper.shared().createArrayNode()) {
                Optional<String> problem =
                        schema.has("items")
                                ? problem(schema.path("items"), item)
                                : Optional.empty();
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }
    }
}
