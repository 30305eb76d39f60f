package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.World;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a request is answered in: calls get results, and a turn without calls ends it.
///
/// @param tools that may be called
/// @param opening what stands before the model's first turn
record RequestWorld(
        List<ToolDeclaration> tools, List<Message> opening, RequestConversation.Results results)
        implements World {
    @Override
    public List<Message> reset() {
        return opening;
    }

    @Override
    public Reply step(Turn turn) {
        if (turn.calls().isEmpty()) {
            return Reply.END;
        }
        List<Message> observation = new ArrayList<>();
        for (ToolCall call : turn.calls()) {
            observation.add(new Message.ToolResult(call.id(), result(call)));
        }
        return Reply.goOn(observation);
    }

    private String result(ToolCall call) {
        try {
            JsonNode arguments = JsonMapper.shared().readTree(call.argumentsJson());
            return arguments instanceof ObjectNode object
                    ? results.of(new WantedCall(call.name(), object))
                    : "error: the arguments are no JSON object";
        } catch (JacksonException e) {
            return "error: the arguments are no JSON";
        }
    }

    /// Nothing changes in it.
    @Override
    public JsonNode snapshot() {
        return JsonMapper.shared().createObjectNode();
    }

    @Override
    public void restore(JsonNode snapshot) {
        // there is nothing to restore
    }
}
