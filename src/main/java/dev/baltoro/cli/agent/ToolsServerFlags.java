package dev.baltoro.cli.agent;

import dev.baltoro.agent.evaluation.CannedServer;
import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.evaluation.FixturePaths;
import dev.baltoro.agent.evaluation.FreshServer;
import dev.baltoro.agent.evaluation.ToolServer;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say whose tools are called, and how their server is put back as it was.
public final class ToolsServerFlags {
    /// Stands for a worker's number, from 0, in commands and prefixes.
    private static final String NUMBER = "{n}";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--mcp",
            paramLabel = "COMMAND|URL",
            description = {
                "the MCP server that carries out the calls: what starts it, or its address. After a call that may",
                "have changed something it is started anew before the next request"
            })
    private Optional<String> mcp = Optional.empty();

    @Option(
            names = "--tools",
            paramLabel = "FILE",
            description = "instead of --mcp: a saved tools/list; no call is carried out")
    private Optional<Path> tools = Optional.empty();

    @Option(
            names = "--reset",
            paramLabel = "COMMAND",
            description =
                    "puts the server's files back as they were; runs before each start of the server")
    private Optional<String> reset = Optional.empty();

    @Option(
            names = "--prefix",
            paramLabel = "FOLDER",
            description =
                    "the requests' absolute paths lie below this folder: calls get it in front, results lose it")
    private Optional<String> prefix = Optional.empty();

    @Option(
            names = "--stateless",
            description =
                    "the server keeps nothing between calls, whatever its tools say: never start it anew")
    private boolean stateless;

    /// Refuses options that contradict each other.
    ///
    /// @param workers requests that are asked at once
    public void check(int workers) {
        if (mcp.isPresent() == tools.isPresent()) {
            throw wrong("name the tools: --mcp \"COMMAND\", or --tools FILE");
        }
        if (tools.isPresent() && (reset.isPresent() || prefix.isPresent() || stateless)) {
            throw wrong(
                    "--reset, --prefix and --stateless go with --mcp; no server is started here");
        }
        if (prefix.isPresent() && !(prefix.get().startsWith("/") && prefix.get().length() > 1)) {
            throw wrong("--prefix is %s; give an absolute path".formatted(prefix.get()));
        }
        boolean shared =
                workers > 1
                        && reset.isPresent()
                        && !(reset.get().contains(NUMBER) && mcp.orElse("").contains(NUMBER));
        if (shared) {
            throw wrong(
                    "--parallel %d needs files for each: write %s for their number in --mcp and --reset"
                            .formatted(workers, NUMBER));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// {@return whether calls are carried out}
    public boolean isReal() {
        return mcp.isPresent();
    }

    /// {@return the server's command or address}
    public Optional<String> server() {
        return mcp;
    }

    /// {@return whether the server is as it was whatever is called: a reset puts its state back, or
    /// it has none}
    public boolean isRestored() {
        return reset.isPresent() || stateless;
    }

    /// {@return the server, as new}
    public FreshServer open() throws EvaluationFailure, InterruptedException {
        return open(mcp.orElseThrow(), 0);
    }

    private FreshServer open(String address, int worker)
            throws EvaluationFailure, InterruptedException {
        return FreshServer.open(
                numbered(address, worker),
                reset.map(line -> numbered(line, worker)),
                prefix.map(path -> new FixturePaths(numbered(bare(path), worker)))
                        .orElse(FixturePaths.PLAIN),
                stateless);
    }

    /// {@return the server of a worker}
    ///
    /// @param declared the file's tools, if there is no server
    ToolServer open(int worker, List<ToolDeclaration> declared)
            throws EvaluationFailure, InterruptedException {
        return mcp.isEmpty() ? new CannedServer(declared) : open(mcp.get(), worker);
    }

    /// {@return the tools that are called}
    public List<ToolDeclaration> declared()
            throws IOException, EvaluationFailure, InterruptedException {
        if (tools.isPresent()) {
            return ListedToolsFile.read(tools.get());
        }
        try (ToolServer server = open(0, List.of())) {
            return server.tools();
        }
    }

    private static String numbered(String text, int worker) {
        return text.replace(NUMBER, Integer.toString(worker));
    }

    private static String bare(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
