package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.engine.intent.Awaited;
import dev.baltoro.engine.intent.IntentExample;
import dev.baltoro.synth.request.GivenValue;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Written requests as what a reader of intents learns from.
final class IntentExamples {
    private static final String GIVEN = Integer.toString(GivenValue.NUMBER);

    private IntentExamples() {}

    /// {@return what a request wants}
    static IntentExample of(ToolRequest request) {
        return new IntentExample(request.opening(), wanted(request));
    }

    private static IntentExample.Wanted wanted(ToolRequest request) {
        if (request.kind() == RequestKind.ASK_BACK) {
            return new IntentExample.Wanted.Question();
        }
        if (!request.kind().calls()) {
            return new IntentExample.Wanted.Text();
        }
        List<ToolCall> calls = new ArrayList<>();
        for (WantedCall call : request.expected()) {
            JsonNode arguments = asSaid(call, request);
            calls.add(
                    ToolCall.of(
                            call.name(),
                            calls.size(),
                            (request.needsResults() ? awaiting(arguments) : arguments).toString()));
        }
        return new IntentExample.Wanted.Calls(calls);
    }

    /// {@return the arguments, with paths as they are said where that is relative to the only
    /// folder: a reader finds no other words for them}
    private static JsonNode asSaid(WantedCall call, ToolRequest request) {
        if (request.context().roots().size() != 1) {
            return call.arguments();
        }
        String said =
                request.opening().stream().map(Message::content).collect(Collectors.joining("\n"));
        String root = request.context().roots().getFirst() + "/";
        return withTexts(call.arguments(), text -> relative(text, root, said));
    }

    private static String relative(String text, String root, String said) {
        boolean below = text.startsWith(root) && text.length() > root.length();
        return below && !said.contains(text) ? text.substring(root.length()) : text;
    }

    /// {@return the arguments, with a mark where a result is to stand}
    private static JsonNode awaiting(JsonNode arguments) {
        return withTexts(arguments, text -> text.replace(GIVEN, Awaited.MARK));
    }

    /// {@return a value with other texts; numbers become texts where they change}
    private static JsonNode withTexts(JsonNode value, UnaryOperator<String> changed) {
        if (value.isObject()) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            value.properties()
                    .forEach(member ->
                            object.set(member.getKey(), withTexts(member.getValue(), changed)));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonMapper.shared().createArrayNode();
            value.forEach(item -> array.add(withTexts(item, changed)));
            return array;
        }
        String text = value.asString("");
        String other = changed.apply(text);
        return other.equals(text) ? value : StringNode.valueOf(other);
    }
}
