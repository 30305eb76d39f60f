package dev.baltoro.agent.world;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A question and its answer, without tools: the episode ends with the first turn.
///
/// @param messages what the model reads
public record QuestionWorld(List<Message> messages) implements World {
    public QuestionWorld {
        messages = List.copyOf(messages);
    }

    /// {@return the world of a question}
    public static QuestionWorld of(String question) {
        return new QuestionWorld(List.of(new Message.User(question)));
    }

    @Override
    public List<ToolDeclaration> tools() {
        return List.of();
    }

    @Override
    public List<Message> reset() {
        return messages;
    }

    @Override
    public Reply step(Turn turn) {
        return Reply.END;
    }

    @Override
    public JsonNode snapshot() {
        return JsonMapper.shared().createObjectNode();
    }

    @Override
    public void restore(JsonNode snapshot) {
        // it has no state
    }
}
