package dev.baltoro.synth.agentic.talk;

import dev.baltoro.agent.catalog.SampleArguments;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.simulator.Mishaps;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls that differ from the right ones.
///
/// @param task whose tools are called
record MistakenCalls(AgentTask task, Draws draws) {
    /// {@return the same calls, the first one with a value that nobody said}
    List<WantedCall> madeUp(List<WantedCall> calls) {
        List<WantedCall> others = new ArrayList<>(calls);
        WantedCall first = calls.getFirst();
        ObjectNode arguments = first.arguments().deepCopy();
        List<String> names = new ArrayList<>(arguments.propertyNames());
        if (!names.isEmpty()) {
            String name = draws.pick(names);
            change(arguments, name, first.name());
        }
        others.set(0, new WantedCall(first.name(), arguments));
        return others;
    }

    private void change(ObjectNode arguments, String name, String tool) {
        JsonNode value = arguments.path(name);
        JsonNode choices = property(tool, name).path("enum");
        if (choices.size() > 1) {
            for (JsonNode choice : choices) {
                if (!choice.equals(value)) {
                    arguments.set(name, choice);
                    return;
                }
            }
        }
        if (value.isBoolean()) {
            arguments.put(name, !value.asBoolean());
        } else if (value.isIntegralNumber()) {
            arguments.put(name, value.asLong() + 1);
        } else if (value.isNumber()) {
            arguments.put(name, value.asDouble() + 1);
        } else if (value instanceof ArrayNode list && !list.isEmpty()) {
            ((ArrayNode) arguments.get(name)).remove(0);
        } else if (value.isString()) {
            arguments.put(name, value.asString() + "x");
        } else {
            arguments.remove(name);
        }
    }

    private JsonNode property(String tool, String name) {
        return schema(tool).path("properties").path(name);
    }

    private JsonNode schema(String tool) {
        return task.server().tools().stream()
                .filter(one -> one.name().equals(tool))
                .findFirst()
                .map(one -> JsonMapper.shared().readTree(one.declaration().json()))
                .map(json -> json.path("function").path("parameters"))
                .orElseGet(JsonMapper.shared()::createObjectNode);
    }

    /// {@return a call of another tool; of the same one if there is no other}
    WantedCall other(List<WantedCall> due) {
        List<Tool> others =
                task.server().tools().stream()
                        .filter(tool -> due.stream().noneMatch(c -> c.name().equals(tool.name())))
                        .toList();
        return others.isEmpty() ? due.getFirst() : sample(draws.pick(others));
    }

    /// {@return a call that nobody asked for}
    WantedCall needless() {
        return sample(draws.pick(task.server().tools()));
    }

    private WantedCall sample(Tool tool) {
        return new WantedCall(
                tool.name(),
                SampleArguments.of(schema(tool.name()))
                        .orElseGet(JsonMapper.shared()::createObjectNode));
    }

    /// {@return the same calls, each with a parameter that its tool does not declare}
    static List<WantedCall> undeclared(List<WantedCall> calls) {
        return calls.stream()
                .map(call ->
                        new WantedCall(
                                call.name(), call.arguments().deepCopy().put("reason", "asked")))
                .toList();
    }

    /// {@return what a call means, in a word}
    String named(WantedCall call) {
        for (JsonNode value : call.arguments()) {
            if (value.isValueNode()) {
                return value.asString();
            }
        }
        return "it";
    }

    /// {@return the call with the rest of what one did half; the same call where only the showing
    /// was cut}
    static WantedCall rest(WantedCall call, String result) {
        int missing = JsonMapper.shared().readTree(result).path(Mishaps.MISSING).asInt(0);
        for (String name : call.arguments().propertyNames()) {
            boolean items =
                    call.arguments().get(name) instanceof ArrayNode list
                            && list.size() > 1
                            && list.valueStream().allMatch(JsonNode::isObject);
            if (items) {
                ObjectNode fewer = call.arguments().deepCopy();
                ArrayNode list = (ArrayNode) fewer.get(name);
                while (list.size() > missing) {
                    list.remove(0);
                }
                return new WantedCall(call.name(), fewer);
            }
        }
        return call;
    }

    /// {@return the arguments in the order of their names, as K2's template declares them}
    static ObjectNode sorted(WantedCall call) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        call.arguments().properties().forEach(one -> sorted.put(one.getKey(), one.getValue()));
        ObjectNode arguments = JsonMapper.shared().createObjectNode();
        sorted.forEach(arguments::set);
        return arguments;
    }
}
