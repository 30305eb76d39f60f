package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.agentic.cast.Persona;
import dev.baltoro.synth.agentic.cast.ToolAgent;
import dev.baltoro.synth.agentic.cast.ToolAgents;
import dev.baltoro.synth.agentic.simulator.ProposedTransition;
import dev.baltoro.synth.agentic.simulator.Proposer;
import dev.baltoro.synth.agentic.simulator.SimulatedServer;
import dev.baltoro.synth.evolve.ReadTool;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.Lineage;
import dev.baltoro.synth.tool.NamingStyle;
import dev.baltoro.synth.tool.TableState;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.tool.WorldDraw;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tasks for agents over servers that exist, simulated: what a tool does is code where it could be
/// read, and a checked proposal where not.
///
/// @param seed of the set
/// @param servers that exist
/// @param agents how many there are; tasks go round them
/// @param cast gives the agents
/// @param mix what tasks are like
/// @param proposers who proposes, by a world's seed
/// @param repeatable whether a proposer says the same each time, so that the state at the end is
///   known beforehand
public record CollectedTasks(
        long seed,
        CollectedServers servers,
        int agents,
        ToolAgents cast,
        TaskMix mix,
        LongFunction<Proposer> proposers,
        boolean repeatable)
        implements TaskSource {
    private static final int TOOLS_MAX = 8;
    private static final int TASKS_MAX = 50;

    /// Draws for one agent, before an understudy with another server takes its place.
    private static final int DRAWS_EACH = 2;

    private static final int ROWS_MIN = 3;
    private static final int ROWS_MAX = 6;

    /// The domain of all of them.
    public static final String DOMAIN = "collected";

    @Override
    public AgentTask task(long index) {
        for (int i = 0; i < TASKS_MAX; i++) {
            long own = SplitMix64.mix(SplitMix64.mix(seed, 3), index + ((long) i << 40));
            long number = understudy(index % agents, i / DRAWS_EACH);
            Optional<AgentTask> task = drawn(index, number, new Draws(own), own);
            if (task.isPresent()) {
                return task.get();
            }
        }
        throw new IllegalStateException(
                "task %d: none of %d draws could be granted".formatted(index, TASKS_MAX));
    }

    private Optional<AgentTask> drawn(long index, long number, Draws draws, long own) {
        int server = cast.server(number);
        String name = servers.name(server);
        ToolAgent agent = cast.agent(number, name.isEmpty() ? "a server" : name);
        List<ReadTool> offered = offered(servers.tools(server), new Draws(agent.tools()));
        Proposer proposer = proposers.apply(own);
        SimulatedServer simulated = simulated(name, offered, proposer, draws);
        Persona persona = Persona.draw(draws, mix.careless());
        int difficulty = draws.between(mix.difficultyMin(), mix.difficultyMax());
        RequestedGoals drawing = new RequestedGoals(simulated, draws, repeatable);
        List<UserGoal> goals = new ArrayList<>();
        for (int i = 0; i < Math.max(1, difficulty - 1); i++) {
            Optional<UserGoal> goal = drawing.next();
            if (goal.isEmpty()) {
                return Optional.empty();
            }
            goals.add(goal.get().saying(persona.typed(goal.get().text(), i == 0, draws)));
        }
        Optional<ObjectNode> end = repeatable ? Optional.of(drawing.state()) : Optional.empty();
        return Optional.of(
                new AgentTask(
                        "c%d-%06d".formatted(seed, index),
                        difficulty,
                        agent,
                        drawing.facts(),
                        simulated,
                        persona,
                        goals,
                        end,
                        RubricWriting.of(agent, goals, end.isPresent(), deleting(offered))));
    }

    /// {@return the number of the agent in the place of one whose server nothing can be asked of;
    /// it is no other's, and has one of the servers that follow}
    private long understudy(long number, int which) {
        long round = (long) cast.perServer() * servers.size();
        long all = (agents + round - 1) / round * round;
        return number + which * (all + cast.perServer());
    }

    private static List<ReadTool> offered(List<ReadTool> all, Draws draws) {
        List<ReadTool> offered = new ArrayList<>(all);
        int wanted = draws.between(Math.min(2, all.size()), Math.min(TOOLS_MAX, all.size()));
        while (offered.size() > wanted) {
            offered.remove(draws.below(offered.size()));
        }
        return offered;
    }

    private static Set<String> deleting(List<ReadTool> tools) {
        Set<String> names = new LinkedHashSet<>();
        for (ReadTool tool : tools) {
            boolean deletes =
                    ReadTool.action(tool.seed())
                            .map(does -> does == Action.DELETE || does == Action.CLEAR)
                            .orElse(false);
            if (deletes) {
                names.add(name(tool));
            }
        }
        return names;
    }

    private static String name(ReadTool tool) {
        return tool.code().map(Blueprint::name).orElse(tool.seed().name());
    }

    private static SimulatedServer simulated(
            String name, List<ReadTool> offered, Proposer proposer, Draws draws) {
        Map<String, TypedTable> tables = new LinkedHashMap<>();
        offered.forEach(tool -> tables.putIfAbsent(tool.table().key(), tool.table()));
        NamingStyle style =
                offered.stream()
                        .flatMap(tool -> tool.code().stream())
                        .map(Blueprint::style)
                        .findFirst()
                        .orElse(NamingStyle.SNAKE);
        ObjectNode start = JsonMapper.shared().createObjectNode();
        Map<String, String> keys = new LinkedHashMap<>();
        tables.values()
                .forEach(table -> {
                    SplittableRandom random = new SplittableRandom(draws.bits());
                    WorldDraw.fill(
                            random,
                            new TableState(start, table, style),
                            draws.between(ROWS_MIN, ROWS_MAX));
                    keys.put(table.key(), table.idKey());
                });
        Map<String, Tool> tools = new LinkedHashMap<>();
        Set<String> changing = new LinkedHashSet<>();
        for (ReadTool tool : offered) {
            Tool made = tool(tool, List.copyOf(tables.values()), style, proposer);
            if (tools.putIfAbsent(made.name(), made) == null && !tool.reads()) {
                changing.add(made.name());
            }
        }
        boolean asks = offered.stream().anyMatch(tool -> tool.code().isEmpty());
        return new SimulatedServer(
                name,
                DOMAIN,
                List.copyOf(tools.values()),
                changing,
                keys,
                start,
                asks ? proposer.name() : SimulatedServer.CODE);
    }

    private static Tool tool(
            ReadTool read, List<TypedTable> all, NamingStyle style, Proposer proposer) {
        if (read.code().isPresent()) {
            Lineage lineage = new Lineage(read.seed().id(), "collect", List.of(), "", "");
            return InventedTool.of(read.code().get(), false, lineage).tool();
        }
        ToolDeclaration declared =
                ToolDeclaration.function(
                        read.seed().name(),
                        read.seed().description(),
                        read.seed().schema().toString());
        List<TypedTable> tables = new ArrayList<>(List.of(read.table()));
        all.stream().filter(table -> !table.equals(read.table())).forEach(tables::add);
        return new Tool(
                declared, new ProposedTransition(declared, read.reads(), tables, style, proposer));
    }
}
