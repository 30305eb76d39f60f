package dev.baltoro.synth.agentic.task;

import dev.baltoro.synth.agentic.cast.Persona;
import dev.baltoro.synth.agentic.cast.ToolAgent;
import dev.baltoro.synth.agentic.simulator.SimulatedServer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A conversation before it is held: who wants what of whom, and what must come of it.
///
/// @param id unique within a set
/// @param difficulty from 1
/// @param agent who is asked
/// @param facts what the system message tells beside the agent's prompt; may be empty
/// @param server the agent's tools and the state behind them
/// @param persona who asks
/// @param goals what they want, in order
/// @param end the state that it must come to; empty where any will do
/// @param criteria the rubric
public record AgentTask(
        String id,
        int difficulty,
        ToolAgent agent,
        String facts,
        SimulatedServer server,
        Persona persona,
        List<UserGoal> goals,
        Optional<ObjectNode> end,
        List<TaskCriterion> criteria) {
    /// Highest difficulty.
    public static final int DIFFICULTY_MAX = 5;

    public AgentTask {
        goals = List.copyOf(goals);
        criteria = List.copyOf(criteria);
    }

    /// {@return the stratum that it is sampled by: domain and difficulty}
    public String stratum() {
        return server.domain() + "/" + difficulty;
    }

    /// {@return the system message}
    public String system() {
        return facts.isEmpty() ? agent.prompt() : agent.prompt() + "\n" + facts;
    }

    /// {@return what the user wants, a line a goal}
    public String text() {
        return String.join("\n", goals.stream().map(UserGoal::text).toList());
    }
}
