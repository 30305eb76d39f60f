package dev.baltoro.synth.agentic.task;

import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.agentic.cast.Persona;
import dev.baltoro.synth.agentic.cast.ToolAgent;
import dev.baltoro.synth.agentic.cast.ToolAgents;
import dev.baltoro.synth.agentic.simulator.SimulatedServer;
import dev.baltoro.synth.agentic.task.InventedGoals.Kind;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.InventedTools;
import dev.baltoro.synth.tool.TemplateWishes;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Tasks for agents over invented servers.
///
/// @param seed of the set
/// @param agents how many there are; tasks go round them
/// @param cast gives the agents
/// @param mix what tasks are like
public record InventedTasks(long seed, int agents, ToolAgents cast, TaskMix mix)
        implements TaskSource {
    private static final int TOOLS_MIN = 3;
    private static final int TOOLS_MAX = 8;
    private static final int TASKS_MAX = 50;

    @Override
    public AgentTask task(long index) {
        for (int i = 0; i < TASKS_MAX; i++) {
            Optional<AgentTask> task =
                    drawn(index, new Draws(SplitMix64.mix(seed, index + ((long) i << 40))));
            if (task.isPresent()) {
                return task.get();
            }
        }
        throw new IllegalStateException(
                "task %d: none of %d draws could be granted".formatted(index, TASKS_MAX));
    }

    private Optional<AgentTask> drawn(long index, Draws draws) {
        Offer offer = offer(index % agents);
        ToolAgent agent = offer.agent();
        InventedServer server = offer.server();
        int difficulty = draws.between(mix.difficultyMin(), mix.difficultyMax());
        Persona persona = Persona.draw(draws, mix.careless());
        InventedGoals drawing =
                new InventedGoals(server, new TemplateWishes(), draws, mix.ignorant());
        List<UserGoal> goals = new ArrayList<>();
        List<Kind> kinds = kinds(difficulty, draws);
        for (int i = 0; i < kinds.size(); i++) {
            boolean last = i == kinds.size() - 1;
            boolean slips = draws.chance(mix.slips());
            Kind kind = slips && difficulty > 1 ? Kind.SLIP : kinds.get(i);
            boolean notices = persona.attentive() || !last;
            Optional<UserGoal> goal =
                    drawing.next(kind, notices).or(() -> drawing.next(Kind.SINGLE, notices));
            if (goal.isEmpty()) {
                return Optional.empty();
            }
            goals.add(goal.get().saying(persona.typed(goal.get().text(), i == 0, draws)));
        }
        return Optional.of(
                new AgentTask(
                        "i%d-%06d".formatted(seed, index),
                        difficulty,
                        agent,
                        drawing.facts(),
                        simulated(server),
                        persona,
                        goals,
                        Optional.of(drawing.state()),
                        RubricWriting.of(
                                agent, goals, true, names(server, InventedTasks::deletes))));
    }

    /// An agent and its server with no more tools than it may call.
    record Offer(ToolAgent agent, InventedServer server) {}

    /// {@return an agent with its tools}
    ///
    /// @param number from 0
    Offer offer(long number) {
        return offer(number, InventedTools.server(seed, cast.server(number)));
    }

    /// {@return an agent with its tools}
    ///
    /// @param whole the agent's server with all tools
    Offer offer(long number, InventedServer whole) {
        ToolAgent agent = cast.agent(number, about(whole));
        return new Offer(agent, whole.offering(offered(whole, agent)));
    }

    private static String about(InventedServer server) {
        return "%s (%s)".formatted(server.application().name(), server.application().about());
    }

    /// {@return the tools of one agent, in the server's order}
    private List<InventedTool> offered(InventedServer server, ToolAgent agent) {
        Draws draws = new Draws(agent.tools());
        List<InventedTool> offered = new ArrayList<>(server.tools());
        int wanted = draws.between(TOOLS_MIN, TOOLS_MAX);
        while (offered.size() > wanted) {
            offered.remove(draws.below(offered.size()));
        }
        return draws.chance(mix.vague())
                ? offered.stream().map(InventedTasks::vague).toList()
                : offered;
    }

    /// {@return a tool whose description says little}
    private static InventedTool vague(InventedTool tool) {
        String little = "Works on %s.".formatted(tool.blueprint().table().plural());
        return InventedTool.of(
                tool.blueprint().named(tool.blueprint().words(), little), false, tool.lineage());
    }

    private static List<Kind> kinds(int difficulty, Draws draws) {
        List<Kind> kinds = new ArrayList<>();
        int goals = Math.max(1, difficulty - 1);
        for (int i = 0; i < goals; i++) {
            kinds.add(difficulty == 1 ? simple(draws) : harder(draws));
        }
        return kinds;
    }

    private static Kind simple(Draws draws) {
        return switch (draws.weighted(7, 1, 2)) {
            case 0 -> Kind.SINGLE;
            case 1 -> Kind.TALK;
            default -> Kind.UNSERVED;
        };
    }

    private static Kind harder(Draws draws) {
        return switch (draws.weighted(4, 2, 1.5, 1.5, 3, 0.5, 0.7)) {
            case 0 -> Kind.SINGLE;
            case 1 -> Kind.TOGETHER;
            case 2 -> Kind.IN_ORDER;
            case 3 -> Kind.LOOKED_UP;
            case 4 -> Kind.OPEN;
            case 5 -> Kind.TALK;
            default -> Kind.UNSERVED;
        };
    }

    private static SimulatedServer simulated(InventedServer server) {
        return new SimulatedServer(
                server.tools().getFirst().lineage().id(),
                server.application().domain(),
                server.callable(),
                names(server, tool -> tool.blueprint().action().changes()),
                server.application().tables().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        TypedTable::key, TypedTable::idKey, (a, b) -> a)),
                server.start(),
                SimulatedServer.CODE);
    }

    private static boolean deletes(InventedTool tool) {
        return tool.blueprint().action() == Action.DELETE
                || tool.blueprint().action() == Action.CLEAR;
    }

    private static Set<String> names(InventedServer server, Predicate<InventedTool> which) {
        return server.tools().stream()
                .filter(which)
                .map(tool -> tool.blueprint().name())
                .collect(Collectors.toUnmodifiableSet());
    }
}
