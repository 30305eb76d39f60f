package dev.baltoro.agent.world;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// An environment: what a model acts in. One thread at a time.
///
/// A world is deterministic: the same turns after [#reset] give the same observations and the same
/// state. What it needs of chance is drawn from a seed that it was made with. Whether a task in it
/// was done is not its business but a [Verifier]'s, which reads the state.
public interface World {
    /// {@return the tools that the model may call}
    List<ToolDeclaration> tools();

    /// Begins anew.
    ///
    /// @return the first observation: what the model reads before its first turn
    List<Message> reset();

    /// Takes in a turn of the model.
    Reply step(Turn turn);

    /// {@return the state, which is everything that decides what follows: a copy}
    JsonNode snapshot();

    /// Goes on from a state that [#snapshot] gave, of this or another world of the same task.
    void restore(JsonNode snapshot);

    /// What a world answers to a turn.
    ///
    /// @param observation what the model reads next; empty if nothing follows
    /// @param terminated whether the episode is over
    record Reply(List<Message> observation, boolean terminated) {
        /// Nothing follows.
        public static final Reply END = new Reply(List.of(), true);

        public Reply {
            observation = List.copyOf(observation);
        }

        /// {@return an answer after which the model has the next turn}
        public static Reply goOn(List<Message> observation) {
            return new Reply(observation, false);
        }
    }
}
