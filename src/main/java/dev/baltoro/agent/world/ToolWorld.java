package dev.baltoro.agent.world;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
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

        /// {@return a user who answers the first turn without calls if it is a question, and has
        /// heard enough after any other}
        static User asked(String answer) {
            return (state, said) -> {
                ObjectNode aside = state.withObject("/" + Tool.ASIDE);
                if (aside.has("asked") || !said.contains("?")) {
                    return Optional.empty();
                }
                aside.put("asked", true);
                return Optional.of(answer);
            };
        }
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
        return tools.stream()
                .filter(tool -> tool.name().equals(call.name()))
                .findFirst()
                .map(tool -> tool.call(state, call.argumentsJson()))
                .orElseGet(() -> Tool.malformed("there is no tool " + call.name()));
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
