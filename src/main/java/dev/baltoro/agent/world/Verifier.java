package dev.baltoro.agent.world;

import tools.jackson.databind.JsonNode;

/// Decides by machine-checkable criteria whether a task was done.
@FunctionalInterface
public interface Verifier {
    /// {@return the verdict on an episode that is over}
    ///
    /// What counts is what holds at the end: the state and the answer. Never the text of calls.
    ///
    /// @param state the world's final state
    Verdict verify(JsonNode state, Transcript transcript);
}
