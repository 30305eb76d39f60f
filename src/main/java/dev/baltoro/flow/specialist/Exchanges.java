package dev.baltoro.flow.specialist;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolCallIds;
import java.util.ArrayList;
import java.util.List;

/// Requests to the same tools, one after another in one conversation, so that the tools are
/// declared once for all of them: a declaration is longer than what is learned from a request.
final class Exchanges {
    /// What calls give back that others follow: short, since nothing is learned from it.
    private static final List<String> RESULTS =
            List.of(
                    "ok",
                    "done",
                    "true",
                    "[]",
                    "0 found",
                    "1 found",
                    "{\"success\":true}",
                    "saved",
                    "error: not found",
                    "error: busy");

    private static final List<String> CLOSINGS =
            List.of("Done.", "Here you are.", "That's it.", "See above.");

    private final Draws draw;
    private final List<String> facts = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();

    Exchanges(Draws draw) {
        this.draw = draw;
    }

    /// Goes on with a request and its answer; calls before it are given results.
    ///
    /// @param exchange as [RequestConversation] makes it
    void add(List<Message> exchange) {
        if (!messages.isEmpty() && messages.getLast() instanceof Message.Assistant answer) {
            for (ToolCall call : answer.toolCalls()) {
                messages.add(new Message.ToolResult(call.id(), draw.pick(RESULTS)));
            }
            if (!answer.toolCalls().isEmpty()) {
                messages.add(new Message.Assistant(draw.pick(CLOSINGS)));
            }
        }
        for (Message message : exchange) {
            if (message instanceof Message.System said) {
                if (!facts.contains(said.content())) {
                    facts.add(said.content());
                }
            } else {
                messages.add(message);
            }
        }
    }

    /// {@return the conversation, with what is known of the tools and of the world before it}
    List<Message> told(String signatures) {
        List<Message> all = new ArrayList<>();
        List<String> known = new ArrayList<>(facts);
        known.addFirst(signatures);
        all.add(new Message.System(String.join("\n", known)));
        all.addAll(messages);
        return ToolCallIds.renumber(all);
    }
}
