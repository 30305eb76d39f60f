package dev.baltoro.synth.agentic.code;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.agentic.cast.Persona;
import dev.baltoro.synth.agentic.cast.ToolAgent;
import dev.baltoro.synth.agentic.cast.ToolAgents;
import dev.baltoro.synth.agentic.code.TestRun.Call;
import dev.baltoro.synth.agentic.simulator.SimulatedServer;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.RubricWriting;
import dev.baltoro.synth.agentic.task.TaskCriterion;
import dev.baltoro.synth.agentic.task.TaskCriterion.Part;
import dev.baltoro.synth.agentic.task.TaskSource;
import dev.baltoro.synth.agentic.task.UserGoal;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Coding tasks: a module of a few functions, of which one or two have a fault or no body yet. Its
/// tests run in a sandbox, some of them hidden.
///
/// @param seed of the set
/// @param agents how many there are; tasks go round them
/// @param cast gives the agents
/// @param careless share of users who do not notice their own mistakes
/// @param sandbox where tests run
public record CodeTasks(long seed, int agents, ToolAgents cast, double careless, Sandbox sandbox)
        implements TaskSource {
    /// The domain of all of them.
    public static final String DOMAIN = "coding";

    private static final List<CodeFunction> FUNCTIONS = CodeFunction.all();
    private static final Lexicon WORDS = Lexicon.named("coding");
    private static final int FUNCTIONS_MIN = 2;
    private static final int FUNCTIONS_MAX = 4;

    /// What is wrong with a function of the module.
    private record Wrong(CodeFunction function, String code) {}

    @Override
    public AgentTask task(long index) {
        Draws draws = new Draws(SplitMix64.mix(SplitMix64.mix(seed, 7), index));
        ToolAgent agent = cast.agent(index % agents, "programming (small Python modules)");
        Persona persona = Persona.draw(draws, careless);
        List<CodeFunction> functions = chosen(draws);
        boolean missing = draws.chance(0.3);
        int faults = draws.chance(0.35) ? 2 : 1;
        List<Wrong> wrong = new ArrayList<>();
        for (CodeFunction one : functions.subList(0, faults)) {
            wrong.add(
                    new Wrong(
                            one,
                            missing ? one.missing() + "\n" : one.broken(draws.pick(one.faults()))));
        }
        String name = WORDS.say("module", draws);
        String path = "src/%s.py".formatted(name);
        String tests = "tests/test_%s.py".formatted(name);
        Repository repository = repository(path, functions);
        ObjectNode start = Repository.state();
        Repository.put(start, "README.md", WORDS.say("readme", draws).replace("<m>", name) + "\n");
        Repository.put(start, path, module(functions, wrong));
        Repository.put(start, tests, tests(name, repository));
        UserGoal goal = goal(path, tests, wrong, missing, persona, draws);
        int difficulty = 1 + faults + (missing ? 1 : 0);
        List<TaskCriterion> criteria =
                new ArrayList<>(RubricWriting.of(agent, List.of(goal), false, Set.of()));
        criteria.addFirst(
                new TaskCriterion(
                        "tests",
                        "All tests pass in the sandbox, also hidden ones, in a run after the last change.",
                        Part.TESTS,
                        -1));
        return new AgentTask(
                "k%d-%06d".formatted(seed, index),
                difficulty,
                agent,
                "",
                new SimulatedServer(
                        "repository-%d-%d".formatted(seed, index),
                        DOMAIN,
                        repository.tools(),
                        Set.of("edit_file", "write_file"),
                        Map.of(Repository.FILES, "path"),
                        start,
                        "sandbox"),
                persona,
                List.of(goal),
                Optional.empty(),
                criteria);
    }

    private static List<CodeFunction> chosen(Draws draws) {
        List<CodeFunction> left = new ArrayList<>(FUNCTIONS);
        List<CodeFunction> chosen = new ArrayList<>();
        int count = draws.between(FUNCTIONS_MIN, FUNCTIONS_MAX);
        for (int i = 0; i < count; i++) {
            chosen.add(left.remove(draws.below(left.size())));
        }
        return chosen;
    }

    private Repository repository(String path, List<CodeFunction> functions) {
        List<Call> shown = new ArrayList<>();
        List<Call> hidden = new ArrayList<>();
        for (CodeFunction one : functions) {
            int half = one.calls().size() / 2;
            for (int i = 0; i < one.calls().size(); i++) {
                (i < half ? shown : hidden).add(new Call(one.name(), one.calls().get(i)));
            }
        }
        return new Repository(
                path, module(functions, List.of()), shown, hidden, new TestRun(sandbox));
    }

    private static String module(List<CodeFunction> functions, List<Wrong> wrong) {
        List<String> codes = new ArrayList<>();
        for (CodeFunction one : functions) {
            String code =
                    wrong.stream()
                            .filter(fault -> fault.function().equals(one))
                            .map(Wrong::code)
                            .findFirst()
                            .orElse(one.code());
            codes.add("# %s\n%s".formatted(one.does(), code));
        }
        return String.join("\n\n", codes);
    }

    private static String tests(String name, Repository repository) {
        StringBuilder text = new StringBuilder("from src.%s import *\n\n".formatted(name));
        repository
                .shown()
                .forEach(call -> text.append("# calls ").append(call.shown()).append('\n'));
        return text.toString();
    }

    private static UserGoal goal(
            String path,
            String tests,
            List<Wrong> wrong,
            boolean missing,
            Persona persona,
            Draws draws) {
        List<WantedCall> calls = new ArrayList<>();
        List<Set<String>> accepted = new ArrayList<>();
        add(calls, accepted, "read_file", Set.of("read_file"), "path", path);
        add(calls, accepted, "run_tests", Set.of("run_tests", "read_file"));
        for (Wrong one : wrong) {
            add(
                    calls,
                    accepted,
                    "edit_file",
                    Set.of("edit_file", "write_file"),
                    "path",
                    path,
                    "old_text",
                    one.code(),
                    "new_text",
                    one.function().code());
        }
        add(calls, accepted, "run_tests", Set.of("run_tests"));
        String names =
                String.join(" and ", wrong.stream().map(one -> one.function().name()).toList());
        String rule = missing ? "implement" : draws.chance(0.5) ? "failing" : "broken";
        String text = filled(WORDS.say(rule, draws), path, tests, names);
        return new UserGoal(
                persona.typed(text, true, draws),
                RequestKind.MULTI_STEP,
                calls,
                accepted,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                filled(WORDS.say(missing ? "written" : "mended", draws), path, tests, names));
    }

    private static String filled(String text, String path, String tests, String names) {
        return text.replace("<path>", path).replace("<tests>", tests).replace("<names>", names);
    }

    private static void add(
            List<WantedCall> calls,
            List<Set<String>> accepted,
            String tool,
            Set<String> others,
            String... arguments) {
        ObjectNode given = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        calls.add(new WantedCall(tool, given));
        accepted.add(others);
    }
}
