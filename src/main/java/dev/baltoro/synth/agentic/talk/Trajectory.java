package dev.baltoro.synth.agentic.talk;

import dev.baltoro.agent.world.Transcript;
import dev.baltoro.synth.agentic.simulator.StateChange;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation that was held.
///
/// @param task what it was about
/// @param transcript all messages, and whether a limit ended it
/// @param states what calls changed
/// @param end the state at the end
/// @param goalOf for each message the number of the goal that it belongs to; -1 before the first
/// @param gaveUp whether the user lost patience
/// @param mishaps what went wrong in the world
/// @param mistakes what the agent was made to do wrongly
public record Trajectory(
        AgentTask task,
        Transcript transcript,
        List<StateStep> states,
        ObjectNode end,
        List<Integer> goalOf,
        boolean gaveUp,
        ArrayNode mishaps,
        List<AgentMistake> mistakes) {
    public Trajectory {
        states = List.copyOf(states);
        goalOf = List.copyOf(goalOf);
        mistakes = List.copyOf(mistakes);
    }

    /// What one call changed.
    ///
    /// @param afterMessage index of the message with the call's result
    /// @param changes at least one
    public record StateStep(int afterMessage, List<StateChange> changes) {
        public StateStep {
            changes = List.copyOf(changes);
        }
    }

    /// {@return the messages of a goal, with their places}
    public List<Placed> ofGoal(int goal) {
        List<Message> messages = transcript.messages();
        return IntStream.range(0, messages.size())
                .filter(i -> goalOf.get(i) == goal)
                .mapToObj(i -> new Placed(i, messages.get(i)))
                .toList();
    }

    /// A message and its place.
    public record Placed(int index, Message message) {}
}
