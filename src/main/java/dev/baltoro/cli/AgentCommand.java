package dev.baltoro.cli;

import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.cli.agent.AgentEvalCommand;
import dev.baltoro.cli.agent.AgentScoreCommand;
import dev.baltoro.cli.agent.ToolsServerFlags;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.Host;
import dev.baltoro.flow.check.CheckedCalls;
import dev.baltoro.flow.check.ServerCheck;
import dev.baltoro.flow.specialist.BaseFlow;
import dev.baltoro.flow.specialist.ExtraRequests;
import dev.baltoro.flow.specialist.InventedResults;
import dev.baltoro.flow.specialist.RequestGym;
import dev.baltoro.flow.specialist.SpecialistFlow;
import dev.baltoro.flow.specialist.SpecialistRecipe;
import dev.baltoro.synth.request.Phrases;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro agent`: a small private agent for one's own tools.
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        subcommands = {AgentBaseCommand.class, AgentEvalCommand.class, AgentScoreCommand.class},
        description = {
            "A small private agent for the tools of your MCP server, trained here: no key, no graphics card,"
                    + " nothing leaves this machine.",
            "Lists the server's tools, writes requests as people type them, carries some of them out on the"
                    + " server, fine-tunes a base model on them and improves it by reinforcement learning."
                    + " A step that is done is not done again."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro agent base                  (once)",
            "  baltoro agent --mcp \"npx -y @modelcontextprotocol/server-memory\"",
            "  baltoro agent --mcp \"MEMORY_FILE_PATH=/tmp/copy.jsonl npx -y @modelcontextprotocol/server-memory\" \\",
            "      --reset \"cp graph.jsonl /tmp/copy.jsonl\"",
            "  baltoro serve --model runs/agent/model --mcp \"npx -y @modelcontextprotocol/server-memory\""
        })
final class AgentCommand implements Runnable {
    private static final String RECIPE = "/dev/baltoro/flow/specialist/specialist.yaml";

    @Spec private CommandSpec spec;

    @Mixin private ToolsServerFlags server = new ToolsServerFlags();

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "folder of `agent base` (default: ${DEFAULT-VALUE})")
    private Path base = Path.of("runs/base");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "folder of all steps (default: ${DEFAULT-VALUE})")
    private Path run = Path.of("runs/agent");

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "minutes that training may take (default: ${DEFAULT-VALUE})")
    private double minutes = 25;

    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description =
                    "further requests to learn from, such as those of `synth requests --teacher`; repeatable")
    private List<Path> extra = new ArrayList<>();

    @Option(
            names = "--requests-share",
            paramLabel = "S",
            description =
                    "share of all requests that is of these files (default: ${DEFAULT-VALUE})")
    private double extraShare = 0.3;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as rl.iterations=50; repeatable")
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        server.check(1);
        if (!BaseFlow.isDone(base)) {
            throw new Failure(
                    "there is no base in %s: make it once with `baltoro agent base --run %s`"
                            .formatted(base, base));
        }
        try {
            SpecialistRecipe recipe = SpecialistRecipe.parse(RecipeResource.text(RECIPE), set);
            Host host = new TerminalHost(spec);
            RequestGym gym = gym(declared(), recipe.own(), host);
            Path model = new SpecialistFlow(run, recipe, base, gym, minutes, host).run();
            spec.commandLine().getOut().println(model);
            spec.commandLine().getErr().println(next(model));
        } catch (IOException | EvaluationFailure e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /// {@return what to do with the model}
    private String next(Path model) {
        return server.server()
                .map(address ->
                        "try it, with the server's tools on the chat page: baltoro serve --model %s --mcp '%s'"
                                .formatted(model, address))
                .orElse("try it: baltoro serve --model " + model);
    }

    private List<ToolDeclaration> declared()
            throws IOException, EvaluationFailure, InterruptedException {
        List<ToolDeclaration> tools = server.declared();
        if (tools.isEmpty()) {
            throw new Failure("the server has no tools: nothing can be learned");
        }
        return tools;
    }

    private RequestGym gym(List<ToolDeclaration> tools, SpecialistRecipe.Own own, Host host)
            throws IOException, EvaluationFailure, InterruptedException {
        RequestWriter writer = RequestWriter.of(tools, Surroundings.NONE, own.seed());
        RequestWriter heldOut = writer.with(Phrases.HELD_OUT);
        RequestGym gym =
                new RequestGym(
                        tools,
                        withExtra(writer::write, tools),
                        heldOut::write,
                        writer::chain,
                        new InventedResults());
        return gym.on(checked(gym, own, host), own.realShare());
    }

    /// {@return what the server did with some of the requests' calls}
    private CheckedCalls checked(RequestGym gym, SpecialistRecipe.Own own, Host host)
            throws IOException, EvaluationFailure, InterruptedException {
        if (!server.isReal()) {
            host.say("no server is named: no call is tried, and all get invented results");
            return CheckedCalls.NONE;
        }
        if (own.checkRequests() == 0) {
            return CheckedCalls.NONE;
        }
        ServerCheck check =
                new ServerCheck(
                        run,
                        new ServerCheck.Limits(own.checkRequests(), own.checkMinutes()),
                        server.isRestored(),
                        server::open,
                        host);
        if (SpecialistFlow.hasBegun(run)) {
            if (!check.isDone()) {
                host.say("training has begun: no call is tried any more, but with another --run");
            }
            return check.recorded();
        }
        return check.run(gym.seen());
    }

    private LongFunction<ToolRequest> withExtra(
            LongFunction<ToolRequest> written, List<ToolDeclaration> tools) throws IOException {
        if (extra.isEmpty()) {
            return written;
        }
        List<ToolRequest> read = new ArrayList<>();
        for (Path file : extra) {
            read.addAll(ToolRequestFile.readWhole(file));
        }
        try {
            ExtraRequests.check(read, tools);
            return new ExtraRequests(written, read, extraShare);
        } catch (IllegalArgumentException e) {
            throw new Failure("--requests: " + Failures.line(e), e);
        }
    }
}
