package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Goes on with what a request wants once some of its calls have given something back.
///
/// @param request what the user said
/// @param given the calls that were made for it, and what each gave back
/// @param schemas of the tools' arguments, by their names
public record NextCalls(String request, List<Given> given, Map<String, JsonNode> schemas) {
    private static final Pattern FAILURE =
            Pattern.compile(
                    "(?i)\\s*(error|mcp error|failed|failure|enoent|eacces|access denied|not found|invalid|no such|no match(?:es)?|nothing found|exception)\\b");

    public NextCalls {
        given = List.copyOf(given);
        schemas = Map.copyOf(schemas);
    }

    /// A call that was made.
    ///
    /// @param result what it gave back; empty if nothing
    public record Given(ToolCall call, String result) {
        /// {@return whether it says that it could not be done}
        boolean isFailure() {
            return FAILURE.matcher(result).lookingAt();
        }
    }

    /// {@return what was done since the user spoke last}
    public static NextCalls of(List<Message> messages, Map<String, JsonNode> schemas) {
        String request = "";
        List<ToolCall> calls = new ArrayList<>();
        Map<String, String> results = new HashMap<>();
        for (Message message : messages) {
            switch (message) {
                case Message.User user -> {
                    request = user.content();
                    calls.clear();
                    results.clear();
                }
                case Message.Assistant said -> calls.addAll(said.toolCalls());
                case Message.ToolResult result ->
                        results.put(result.toolCallId(), result.content());
                case Message.System _ -> {}
            }
        }
        List<Given> given =
                calls.stream()
                        .map(call -> new Given(call, results.getOrDefault(call.id(), "")))
                        .toList();
        return new NextCalls(request, given, schemas);
    }

    /// {@return the calls that come next, what they await put in; none if all is done, if nothing
    /// that was given back can stand there, or if a call failed: what it says then is no result}
    ///
    /// @param intents of the request
    public List<ToolCall> next(Intents intents) {
        if (given.stream().anyMatch(Given::isFailure)) {
            return List.of();
        }
        for (Intents.Way way : intents.ways()) {
            if (begins(way.calls())) {
                return filled(way.calls().subList(given.size(), way.calls().size()));
            }
        }
        return List.of();
    }

    /// {@return whether calls begin with those that were made}
    private boolean begins(List<ToolCall> calls) {
        if (calls.size() < given.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            ToolCall made = given.get(i).call;
            ToolCall wanted = calls.get(i);
            boolean same =
                    wanted.name().equals(made.name())
                            && (Awaited.in(wanted)
                                    || Leaf.arguments(wanted).equals(Leaf.arguments(made)));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /// {@return the first call with what it awaits, and those behind it that await nothing}
    private List<ToolCall> filled(List<ToolCall> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        ToolCall first = calls.getFirst();
        JsonNode schema = schemas.getOrDefault(first.name(), JsonMapper.shared().missingNode());
        Optional<JsonNode> arguments = filled("", Leaf.arguments(first), schema);
        if (arguments.isEmpty()) {
            return List.of();
        }
        List<ToolCall> next = new ArrayList<>();
        next.add(ToolCall.of(first.name(), 0, arguments.get().toString()));
        for (ToolCall call : Awaited.ready(calls.subList(1, calls.size()))) {
            next.add(ToolCall.of(call.name(), next.size(), call.argumentsJson()));
        }
        return next;
    }

    /// @param parameter the nearest name above the value
    private Optional<JsonNode> filled(String parameter, JsonNode value, JsonNode schema) {
        if (value.isObject()) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                Optional<JsonNode> one =
                        filled(
                                member.getKey(),
                                member.getValue(),
                                schema.path("properties").path(member.getKey()));
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                object.set(member.getKey(), one.get());
            }
            return Optional.of(object);
        }
        if (value.size() == 1 && value.path(0).asString("").equals(Awaited.MARK)) {
            List<JsonNode> items =
                    new ResultValue(request, given, parameter, schema.path("items")).items();
            ArrayNode all = JsonMapper.shared().createArrayNode().addAll(items);
            return all.isEmpty() ? Optional.empty() : Optional.of(all);
        }
        if (value.isArray()) {
            ArrayNode array = JsonMapper.shared().createArrayNode();
            for (JsonNode item : value) {
                Optional<JsonNode> one = filled(parameter, item, schema.path("items"));
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                array.add(one.get());
            }
            return Optional.of(array);
        }
        return value.asString("").contains(Awaited.MARK)
                ? new ResultValue(request, given, parameter, schema).in(value.asString())
                : Optional.of(value);
    }
}
