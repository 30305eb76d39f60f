package dev.baltoro.rl.bench;

import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.World;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A world whose first step takes as long as a slow tool.
final class WaitingWorld implements World {
    /// What follows a step that is not the last.
    static final List<Message> NEXT = List.of(new Message.User("Go on."));

    private final List<Message> opening;
    private final int turns;
    private final Runnable tool;
    private int taken;

    /// @param opening what the model reads
    /// @param turns of the model
    /// @param tool what the first step does
    WaitingWorld(List<Message> opening, int turns, Runnable tool) {
        this.opening = opening;
        this.turns = turns;
        this.tool = tool;
    }

    @Override
    public List<ToolDeclaration> tools() {
        return List.of();
    }

    @Override
    public List<Message> reset() {
        taken = 0;
        return opening;
    }

    @Override
    public Reply step(Turn turn) {
        if (taken == 0) {
            tool.run();
        }
        taken++;
        return taken == turns ? Reply.END : Reply.goOn(NEXT);
    }

    @Override
    public JsonNode snapshot() {
        return JsonMapper.shared().createObjectNode().put("taken", taken);
    }

    @Override
    public void restore(JsonNode snapshot) {
        taken = snapshot.path("taken").asInt();
    }
}
