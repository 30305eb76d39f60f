package dev.baltoro.flow.specialist;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Replaces values that a conversation's last calls copy from what was said by others, wherever
/// they stand, so that every kind of text is copied in training and not only what the generator
/// names.
record SwappedValues(RareTexts texts, double share) {
    private static final int CHARS_MIN = 3;

    /// A conversation in which values were replaced.
    ///
    /// @param rare what they were replaced by
    record Swapped(List<Message> messages, List<String> rare) {}

    /// {@return the conversation with some of its copied values replaced}
    ///
    /// @param kept what must not be touched: a value that stands in it is one that a tool names
    Swapped of(List<Message> messages, String kept, Draws draw) {
        if (!(messages.getLast() instanceof Message.Assistant answer)
                || answer.toolCalls().isEmpty()) {
            return new Swapped(messages, List.of());
        }
        Map<String, String> swaps = new LinkedHashMap<>();
        for (String value : values(answer)) {
            boolean said = messages.stream().anyMatch(message -> found(message.content(), value));
            if (said && !kept.contains(value) && draw.chance(share)) {
                swaps.put(value, texts.draw(draw));
            }
        }
        List<Message> swapped = messages;
        for (Map.Entry<String, String> swap : swaps.entrySet()) {
            swapped =
                    swapped.stream()
                            .map(message -> replaced(message, swap.getKey(), swap.getValue()))
                            .toList();
        }
        return new Swapped(swapped, List.copyOf(swaps.values()));
    }

    private static Set<String> values(Message.Assistant answer) {
        Set<String> values = new LinkedHashSet<>();
        for (ToolCall call : answer.toolCalls()) {
            collect(JsonMapper.shared().readTree(call.argumentsJson()), values);
        }
        return values;
    }

    private static void collect(JsonNode node, Set<String> values) {
        if (node.isString() && node.asString().length() >= CHARS_MIN) {
            values.add(node.asString());
        }
        node.forEach(child -> collect(child, values));
    }

    private static boolean found(String text, String value) {
        return whole(value).matcher(text).find();
    }

    private static Pattern whole(String value) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])");
    }

    private static Message replaced(Message message, String value, String by) {
        String text =
                whole(value).matcher(message.content()).replaceAll(Matcher.quoteReplacement(by));
        return switch (message) {
            case Message.System facts -> new Message.System(facts.name(), text);
            case Message.User user -> new Message.User(user.name(), text);
            case Message.ToolResult result ->
                    new Message.ToolResult(result.name(), result.toolCallId(), text);
            case Message.Assistant answer ->
                    new Message.Assistant(
                            answer.name(),
                            text,
                            answer.toolCalls().stream()
                                    .map(call -> replaced(call, value, by))
                                    .toList());
        };
    }

    private static ToolCall replaced(ToolCall call, String value, String by) {
        JsonNode arguments = JsonMapper.shared().readTree(call.argumentsJson());
        return new ToolCall(call.id(), call.name(), replaced(arguments, value, by).toString());
    }

    private static JsonNode replaced(JsonNode node, String value, String by) {
        return switch (node) {
            case StringNode text ->
                    StringNode.valueOf(
                            whole(value)
                                    .matcher(text.asString())
                                    .replaceAll(Matcher.quoteReplacement(by)));
            case ObjectNode object -> {
                ObjectNode copy = JsonMapper.shared().createObjectNode();
                object.properties()
                        .forEach(property ->
                                copy.set(
                                        property.getKey(),
                                        replaced(property.getValue(), value, by)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonMapper.shared().createArrayNode();
                array.forEach(item -> copy.add(replaced(item, value, by)));
                yield copy;
            }
            default -> node;
        };
    }
}
