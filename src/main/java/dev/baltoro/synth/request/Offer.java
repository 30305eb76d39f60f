package dev.baltoro.synth.request;

import dev.baltoro.agent.request.Freedom;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A family of wishes and a tool that fulfils them.
///
/// @param family what is wished for
/// @param tool what is called
/// @param names the tool's parameter for each role
/// @param twins deprecated tools that would do as well
/// @param others all tools, for the other calls that a family names
record Offer(
        Family family,
        ToolShape tool,
        Map<String, String> names,
        List<ToolShape> twins,
        List<ToolShape> others) {
    private static final JsonMapper JSON = JsonMapper.shared();

    Offer {
        names = Map.copyOf(names);
        twins = List.copyOf(twins);
        others = List.copyOf(others);
    }

    /// {@return the family bound to the tool, if the tool has what it takes}
    static Optional<Offer> of(Family family, ToolShape tool, List<ToolShape> all) {
        if (!family.tool().matcher(tool.name()).find()
                || family.not().isPresent() && family.not().get().matcher(tool.name()).find()) {
            return Optional.empty();
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, java.util.regex.Pattern> role : family.parameters().entrySet()) {
            Optional<String> parameter =
                    tool.parameters().stream()
                            .filter(name -> role.getValue().matcher(name).matches())
                            .findFirst();
            if (parameter.isEmpty()) {
                return Optional.empty();
            }
            names.put(role.getKey(), parameter.get());
        }
        for (Map.Entry<String, JsonNode> constant : family.constants().entrySet()) {
            String parameter = names.getOrDefault(constant.getKey(), constant.getKey());
            if (!tool.parameters().contains(parameter)
                    || DeclaredTypes.fit(tool.parameter(parameter), constant.getValue())
                            .isEmpty()) {
                return Optional.empty();
            }
        }
        Set<String> given =
                family.arguments().keySet().stream().map(names::get).collect(Collectors.toSet());
        family.constants().keySet().forEach(role -> given.add(names.getOrDefault(role, role)));
        boolean others =
                family.then().stream()
                        .allMatch(call ->
                                all.stream()
                                        .anyMatch(shape ->
                                                call.tool().matcher(shape.name()).matches()));
        return others && given.containsAll(tool.required())
                ? Optional.of(new Offer(family, tool, names, List.of(), all))
                : Optional.empty();
    }

    Offer withTwins(List<ToolShape> tools) {
        return new Offer(family, tool, names, tools, others);
    }

    /// {@return where the family's slots are found}
    Function<String, Slot> slots() {
        return name -> {
            @Nullable Slot own = family.slots().get(name);
            return own != null ? own : Slots.named(name);
        };
    }

    /// {@return the call; empty if the values that were drawn do not fit the tool}
    Optional<WantedCall> call(Situation situation) {
        ObjectNode arguments = JSON.createObjectNode();
        for (String name : tool.parameters()) {
            value(name, situation).ifPresent(value -> arguments.set(name, value));
        }
        return fitted(tool, arguments);
    }

    private Optional<JsonNode> value(String parameter, Situation situation) {
        for (Map.Entry<String, JsonNode> constant : family.constants().entrySet()) {
            if (names.getOrDefault(constant.getKey(), constant.getKey()).equals(parameter)) {
                return Optional.of(constant.getValue());
            }
        }
        return family.arguments().entrySet().stream()
                .filter(argument -> parameter.equals(names.get(argument.getKey())))
                .findFirst()
                .map(argument -> Templates.fill(argument.getValue(), situation, slots()));
    }

    private static Optional<WantedCall> fitted(ToolShape tool, ObjectNode arguments) {
        return DeclaredTypes.fit(tool.schema(), arguments)
                .filter(JsonNode::isObject)
                .map(fit -> new WantedCall(tool.name(), (ObjectNode) fit));
    }

    /// {@return other lists of calls that are right as well}
    List<ToolRequest.Alternative> accept(WantedCall call, Situation situation) {
        List<ToolRequest.Alternative> accept = new ArrayList<>();
        for (ToolShape twin : twins) {
            fitted(twin, call.arguments())
                    .ifPresent(same ->
                            accept.add(new ToolRequest.Alternative(List.of(same), List.of())));
        }
        for (List<Family.OtherCall> calls : family.instead()) {
            other(calls, situation).ifPresent(accept::add);
        }
        return accept;
    }

    private Optional<ToolRequest.Alternative> other(
            List<Family.OtherCall> wanted, Situation situation) {
        List<WantedCall> calls = new ArrayList<>();
        for (Family.OtherCall call : wanted) {
            ObjectNode arguments = JSON.createObjectNode();
            call.arguments()
                    .forEach((name, template) ->
                            arguments.set(name, Templates.fill(template, situation, slots())));
            Optional<WantedCall> fit =
                    others.stream()
                            .filter(shape -> call.tool().matcher(shape.name()).matches())
                            .map(shape -> fitted(shape, arguments))
                            .flatMap(Optional::stream)
                            .findFirst();
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            calls.add(fit.get());
        }
        return Optional.of(new ToolRequest.Alternative(calls, List.of()));
    }

    /// {@return the calls behind the first that the wish takes; empty if they do not fit}
    Optional<List<WantedCall>> further(Situation situation) {
        return other(family.then(), situation).map(ToolRequest.Alternative::calls);
    }

    /// {@return the calls the other way round, where the family allows it}
    List<ToolRequest.Alternative> inAnyOrder(List<WantedCall> calls) {
        return family.anyOrder()
                ? List.of(new ToolRequest.Alternative(calls.reversed(), List.of()))
                : List.of();
    }

    /// {@return how the call's arguments may differ}
    ///
    /// @param index of the call within the request
    List<Freedom> free(Situation situation, int index) {
        List<Freedom> free = new ArrayList<>();
        family.free()
                .forEach((path, rule) -> {
                    String[] parts = path.split("\\.", 2);
                    String name = names.getOrDefault(parts[0], parts[0]);
                    String rest = parts.length == 1 ? "" : "." + parts[1];
                    if (Templates.fill(rule, situation, slots()) instanceof ObjectNode filled) {
                        free.add(new Freedom(index + "." + name + rest, filled));
                    }
                });
        return free;
    }
}
