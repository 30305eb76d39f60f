package dev.baltoro.agent.world;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;

/// What decides the next turn: a model, a task's own solver, a baseline, a person.
@FunctionalInterface
public interface Policy {
    /// {@return the next turn}
    ///
    /// @param transcript the episode so far, which ends with what the world showed last
    /// @param tools what may be called
    Turn act(Transcript transcript, List<ToolDeclaration> tools) throws InterruptedException;
}
