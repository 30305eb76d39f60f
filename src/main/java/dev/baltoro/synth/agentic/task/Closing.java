package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a good agent says once a call of an invented tool has its result, and what of it has to be
/// told.
///
/// @param text by the grammar of closings
/// @param told values of which the user wants one at least; empty where that it is done is enough
record Closing(String text, List<String> told) {
    private static final Lexicon WORDS = Lexicon.named("closings");

    /// Rows and values that a sentence names at most.
    private static final int NAMED_MAX = 6;

    Closing {
        told = List.copyOf(told);
    }

    /// {@return a sentence of the grammar}
    static String say(String rule, Map<String, String> filled, Draws draws) {
        String said = WORDS.say(rule, draws);
        for (Map.Entry<String, String> one : filled.entrySet()) {
            said = said.replace("<" + one.getKey() + ">", one.getValue());
        }
        return Character.toUpperCase(said.charAt(0)) + said.substring(1);
    }

    /// {@return the closing of a call}
    static Closing of(Blueprint blueprint, WantedCall call, JsonNode result, Draws draws) {
        Map<String, String> filled = new LinkedHashMap<>();
        filled.put("noun", blueprint.table().noun());
        filled.put("plural", blueprint.table().plural());
        filled.put("key", key(blueprint, call, result));
        filled.put("values", values(blueprint, call));
        for (String plain : List.of("sum", "first", "second", "difference", "value", "unit")) {
            filled.put(plain, result.path(plain).asString(""));
        }
        filled.put("result", result.path("result").asString(""));
        filled.put("other", argument(blueprint, call, Role.OTHER_KEY));
        filled.put("amount", argument(blueprint, call, Role.DELTA));
        List<String> rows = rows(blueprint, result);
        filled.put("keys", rows.stream().limit(NAMED_MAX).collect(Collectors.joining(", ")));
        filled.put("n", number(blueprint.action(), result, rows.size()));
        filled.put("row", row(result));
        String rule = rule(blueprint.action(), rows.isEmpty());
        return new Closing(say(rule, filled, draws), told(blueprint.action(), filled, rows));
    }

    private static String rule(Action action, boolean empty) {
        return switch (action) {
            case CREATE -> "create";
            case CREATE_MANY -> "create_many";
            case GET -> "get";
            case GET_MANY, LIST, SEARCH -> empty ? "none" : "several";
            case COUNT -> "count";
            case TOTAL -> "total";
            case UPDATE, SET, TAG, UNTAG, ADJUST -> "change";
            case DELETE -> "delete";
            case CLEAR -> "clear";
            case TRANSFER -> "transfer";
            case COMPARE -> "compare";
            case CONVERT -> "convert";
            case COMPUTE -> "compute";
            case MANAGE, SEQUENCE -> "done";
        };
    }

    private static List<String> told(Action action, Map<String, String> filled, List<String> rows) {
        return switch (action) {
            case COUNT -> List.of(filled.getOrDefault("n", ""));
            case TOTAL -> List.of(filled.getOrDefault("sum", ""));
            case COMPARE -> List.of(filled.getOrDefault("difference", ""));
            case CONVERT -> List.of(filled.getOrDefault("value", ""));
            case COMPUTE -> List.of(filled.getOrDefault("result", ""));
            case GET -> List.of(filled.getOrDefault("key", ""));
            case GET_MANY, LIST, SEARCH -> rows.stream().limit(1).toList();
            default -> List.of();
        };
    }

    private static String key(Blueprint blueprint, WantedCall call, JsonNode result) {
        String given = argument(blueprint, call, Role.KEY);
        return given.isEmpty()
                ? result.path(blueprint.table().idKey()).asString(blueprint.table().noun())
                : given;
    }

    private static String argument(Blueprint blueprint, WantedCall call, Role role) {
        return blueprint
                .input(role)
                .map(input -> call.arguments().path(blueprint.written(input)).asString(""))
                .orElse("");
    }

    private static String values(Blueprint blueprint, WantedCall call) {
        List<String> values = new ArrayList<>();
        for (ToolInput input : blueprint.inputs()) {
            JsonNode value = call.arguments().path(blueprint.written(input));
            boolean said = !value.isMissingNode() && input.role() != Role.KEY;
            if (said) {
                values.add(input.column().said() + " " + plain(value));
            }
        }
        return values.isEmpty()
                ? "the new value"
                : values.stream().limit(NAMED_MAX).collect(Collectors.joining(", "));
    }

    /// {@return the keys of the rows that a result has}
    private static List<String> rows(Blueprint blueprint, JsonNode result) {
        for (JsonNode value : result) {
            if (value.isArray() && result.isObject()) {
                String id = written(blueprint, value);
                return value.valueStream().map(row -> row.path(id).asString("")).toList();
            }
        }
        return List.of();
    }

    private static String written(Blueprint blueprint, JsonNode rows) {
        String id = blueprint.table().idKey();
        String styled = blueprint.style().parameter(blueprint.table().label().said());
        return rows.isEmpty() || rows.get(0).has(id) ? id : styled;
    }

    private static String number(Action action, JsonNode result, int rows) {
        return switch (action) {
            case COUNT -> result.path("count").asString("");
            case CLEAR -> result.path("deleted").asString("");
            default -> Integer.toString(rows);
        };
    }

    private static String row(JsonNode result) {
        return result.propertyStream()
                .limit(NAMED_MAX)
                .map(one -> one.getKey().replace('_', ' ') + " " + plain(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String plain(JsonNode value) {
        return value.isContainer()
                ? value.valueStream().map(Closing::plain).collect(Collectors.joining(", "))
                : value.asString("");
    }
}
