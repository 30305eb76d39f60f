package dev.baltoro.flow.specialist;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolCallIds;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.openai.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request as a conversation: what a good agent reads and says.
///
/// Calls that do not need each other's results are made in one turn, in their order.
public final class RequestConversation {
    private RequestConversation() {}

    /// What a tool gave back.
    @FunctionalInterface
    public interface Results {
        /// {@return the result of a call, as text}
        String of(WantedCall call);

        /// {@return what the real server made of just this call, if it was asked}
        default Optional<CallOutcome> real(WantedCall call) {
            return Optional.empty();
        }
    }

    /// {@return the whole conversation up to the calls, or to the text where none belong}
    static List<Message> solved(ToolRequest request, ArgumentOrder order) {
        List<Message> messages = request.opening();
        if (!request.kind().calls()) {
            messages.add(new Message.Assistant(request.reply()));
            return messages;
        }
        int next = ToolCallIds.next(messages);
        List<ToolCall> calls = new ArrayList<>();
        for (WantedCall wanted : request.expected()) {
            String arguments = order.of(wanted.name(), wanted.arguments()).toString();
            calls.add(ToolCall.of(wanted.name(), next++, arguments));
        }
        messages.add(new Message.Assistant("", calls));
        return messages;
    }

    /// {@return the conversation to its end: the calls' results, and what is said of them}
    static List<Message> solved(
            ToolRequest request, ArgumentOrder order, Results results, String closing) {
        List<Message> messages = solved(request, order);
        if (messages.getLast() instanceof Message.Assistant last && !last.toolCalls().isEmpty()) {
            for (int i = 0; i < last.toolCalls().size(); i++) {
                messages.add(
                        new Message.ToolResult(
                                last.toolCalls().get(i).id(),
                                results.of(request.expected().get(i))));
            }
            messages.add(new Message.Assistant(closing));
        }
        return messages;
    }

    /// {@return a conversation as a line of JSON in OpenAI's format, without its end}
    public static String line(
            ToolRequest request, List<Message> messages, List<ToolDeclaration> tools) {
        ObjectNode record =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("id", request.id())
                        .put("kind", request.kind().word());
        record.set("messages", MessageWriter.messages(messages));
        ArrayNode declared = record.putArray("tools");
        tools.forEach(tool -> declared.add(JsonMapper.shared().readTree(tool.json())));
        return record.toString();
    }
}
