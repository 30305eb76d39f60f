package dev.baltoro.agent.world;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A world of tools over a state in JSON. A turn with calls has them executed in order; a turn
/// without calls is for the user, who may answer or has heard enough.
///
/// All of its state is one JSON object, so a snapshot is a copy.
public final class ToolWorld implements World {
    private final List<Tool> tools;
    private final ObjectNode start;
    private final List<Message> opening;
    private final User user;
    private ObjectNode state;

    /// What the user does when the model says something without calling a tool.
    @FunctionalInterface
    public interface User {
        /// Says nothing: the first turn without calls ends the episode.
        User SILENT = (state, said) -> Optional.empty();

        /// {@return what the user answers; empty ends the episode}
        ///
        /// @param state the world's; what the user has to remember may be kept there
        Optional<String> answer(ObjectNode state, String said);
    }

    /// @param tools names are unique
    /// @param start the state at the beginning, copied
    /// @param opening what the model reads first, such as the user's wish
    public ToolWorld(List<Tool> tools, ObjectNode start, List<Message> opening, User user) {
        this.tools = List.copyOf(tools);
        this.start = start.deepCopy();
        this.opening = List.copyOf(opening);
        this.user = user;
        this.state = start.deepCopy();
    }

    @Override
    public List<ToolDeclaration> tools() {
        return tools.stream().map(Tool::declaration).toList();
    }

    @Override
    public List<Message> reset() {
        state = start.deepCopy();
        return opening;
    }

    @Override
    public Reply step(Turn turn) {
        if (turn.calls().isEmpty()) {
            return user.answer(state, turn.text())
                    .map(said -> Reply.goOn(List.of(new Message.User(said))))
                    .orElse(Reply.END);
        }
        List<Message> results = new ArrayList<>();
        for (ToolCall call : turn.calls()) {
            results.add(new Message.ToolResult(call.id(), result(call)));
        }
        return Reply.goOn(results);
    }

    private String result(ToolCall call) {
        Optional<Tool> tool =
                tools.stream().filter(one -> one.name().equals(call.name())).findFirst();
        if (tool.isEmpty()) {
            return "error: there is no tool " + call.name();
        }
        ObjectNode before = state.deepCopy();
        try {
            JsonNode arguments = JsonMapper.shared().readTree(call.argumentsJson());
            if (!arguments.isObject()) {
                return "error: the arguments are not a JSON object";
            }
            return tool.get().function().call(state, arguments);
        } catch (JacksonException e) {
            return "error: the arguments are not JSON";
        } catch (ToolFailure e) {
            state = before;
            return "error: " + e.getMessage();
        }
    }

    @Override
    public JsonNode snapshot() {
        return state.deepCopy();
    }

    @Override
    public void restore(JsonNode snapshot) {
        state = (ObjectNode) snapshot.deepCopy();
    }
}
