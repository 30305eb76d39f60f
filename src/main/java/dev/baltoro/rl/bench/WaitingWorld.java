package dev.baltoro.rl.bench;

import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.World;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A world of one turn, whose step takes as long as a slow tool.
///
/// @param opening what the model reads
/// @param tool what a step does
record WaitingWorld(List<Message> opening, Runnable tool) implements World {
    @Override
    public List<ToolDeclaration> tools() {
        return List.of();
    }

    @Override
    public List<Message> reset() {
        return opening;
    }

    @Override
    public Reply step(Turn turn) {
        tool.run();
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
