package dev.baltoro.synth.agentic.talk;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.ToolWorld;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.World;
import dev.baltoro.synth.agentic.simulator.Mishaps;
import dev.baltoro.synth.agentic.simulator.StateChange;
import dev.baltoro.synth.agentic.simulator.StateDiff;
import dev.baltoro.synth.agentic.talk.Trajectory.StateStep;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds one conversation: the agent speaks or calls, the world answers calls, the user answers
/// everything else.
public final class Playing {
    /// Turns of the agent.
    public static final int TURNS_MAX = 60;

    private final AgentTask task;
    private final World world;
    private final List<Message> messages = new ArrayList<>();
    private final List<StateStep> states = new ArrayList<>();
    private boolean truncated;

    private Playing(AgentTask task, Mishaps mishaps, SimulatedUser user) {
        this.task = task;
        List<Message> opening =
                List.of(new Message.System(task.system()), new Message.User(user.opening()));
        this.world =
                new ToolWorld(
                        mishaps.over(task.server()),
                        task.server().start(),
                        opening,
                        (state, said) -> user.answer(memory(state), said));
    }

    private static ObjectNode memory(ObjectNode state) {
        return state.withObject("/" + Tool.ASIDE + "/" + SimulatedUser.MEMORY);
    }

    /// {@return the conversation, held to its end or to a limit}
    ///
    /// @param mistakes what the agent did wrongly on purpose, asked for at the end
    public static Trajectory of(
            AgentTask task,
            Mishaps mishaps,
            SimulatedUser user,
            Policy agent,
            Supplier<List<AgentMistake>> mistakes)
            throws InterruptedException {
        Playing playing = new Playing(task, mishaps, user);
        playing.hold(agent);
        return playing.trajectory(mistakes.get());
    }

    private void hold(Policy agent) throws InterruptedException {
        messages.addAll(world.reset());
        for (int i = 0; i < TURNS_MAX; i++) {
            Turn turn = agent.act(new Transcript(messages, false), world.tools());
            messages.add(turn.message());
            if (!turn.complete()) {
                break;
            }
            if (!turn.calls().isEmpty()) {
                turn.calls().forEach(this::call);
                continue;
            }
            World.Reply reply = world.step(turn);
            messages.addAll(reply.observation());
            if (reply.terminated()) {
                return;
            }
        }
        truncated = true;
    }

    private void call(ToolCall call) {
        JsonNode before = world.snapshot();
        messages.addAll(world.step(Turn.call(call)).observation());
        List<StateChange> changes =
                StateDiff.between(before, world.snapshot(), task.server().keys());
        if (!changes.isEmpty()) {
            states.add(new StateStep(messages.size() - 1, changes));
        }
    }

    private Trajectory trajectory(List<AgentMistake> mistakes) {
        ObjectNode end = (ObjectNode) world.snapshot();
        ObjectNode memory = memory(end);
        int[] goals = SimulatedUser.goals(memory);
        List<Integer> goalOf = new ArrayList<>();
        int turn = -1;
        for (Message message : messages) {
            turn += message instanceof Message.User ? 1 : 0;
            goalOf.add(turn < 0 ? -1 : goals[Math.min(turn, goals.length - 1)]);
        }
        return new Trajectory(
                task,
                new Transcript(messages, truncated),
                states,
                end,
                goalOf,
                UserScript.gaveUp(memory),
                Mishaps.of(end),
                mistakes);
    }
}
