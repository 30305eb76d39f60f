package dev.baltoro.agent.world;

import dev.baltoro.text.chat.Message;
import java.util.List;

/// What an [Episode] answers to a turn.
///
/// @param observation what the model reads next; empty if the episode is over
/// @param reward 1 if the task is done, 0 else and before the end. Partial credit stands in the
///   [Verdict]
/// @param terminated whether the episode came to its own end
/// @param truncated whether a limit ended it
public record Step(
        List<Message> observation, double reward, boolean terminated, boolean truncated) {
    public Step {
        observation = List.copyOf(observation);
    }

    /// {@return whether no turn follows}
    public boolean isOver() {
        return terminated || truncated;
    }
}
