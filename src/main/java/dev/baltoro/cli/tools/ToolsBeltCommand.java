package dev.baltoro.cli.tools;

import dev.baltoro.agent.catalog.CatalogReader;
import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.embedding.Embeddings;
import dev.baltoro.agent.embedding.SentenceModel;
import dev.baltoro.agent.embedding.VectorFile;
import dev.baltoro.agent.toolbelt.BeltLimits;
import dev.baltoro.agent.toolbelt.BeltServer;
import dev.baltoro.agent.toolbelt.ToolSearch;
import dev.baltoro.agent.toolbelt.ToolShelf;
import dev.baltoro.agent.toolbelt.Toolbelt;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.StandardStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro tools belt`: thousands of tools behind five.
@Command(
        name = "belt",
        mixinStandardHelpOptions = true,
        description = {
            "Serves thousands of tools as an MCP server on standard input and output that lists five:",
            "search_tools, inspect_tool, add_tool, drop_tool, call_tool. An agent finds what it needs, adds it,",
            "and calls it; what it has added never takes more of its context than the limits allow.",
            "With --measure it says instead how often a search finds the right tool."
        },
        footer = {
            "",
            "Example:",
            "  baltoro tools belt tools --mcp \"npx -y @modelcontextprotocol/server-memory\"",
            "  baltoro serve runs/me --mcp \"baltoro tools belt tools --mcp http://127.0.0.1:3001/mcp\""
        })
public final class ToolsBeltCommand implements Runnable {
    private static final int LIMIT_MAX = 100_000;
    private static final String VECTORS = "vectors.bin";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "what `tools collect` wrote; its tools can be found, and called if their server"
                            + " is named with --mcp")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--mcp",
            paramLabel = "COMMAND|URL",
            description = "a server whose tools can be found and called; again for each")
    private List<String> servers = List.of();

    @Option(
            names = "--words-only",
            description = "search by words alone, not by meaning: ready at once")
    private boolean wordsOnly;

    @Option(
            names = "--most-tools",
            paramLabel = "N",
            description = "tools that may be added at a time (default: ${DEFAULT-VALUE})")
    private int mostTools = BeltLimits.standard().tools();

    @Option(
            names = "--most-tokens",
            paramLabel = "N",
            description =
                    "tokens of their declarations, at 4 characters each (default: ${DEFAULT-VALUE})")
    private int mostTokens = BeltLimits.standard().declaredTokens();

    @Option(
            names = "--results",
            paramLabel = "N",
            description = "tools that a search shows (default: ${DEFAULT-VALUE})")
    private int results = BeltLimits.standard().results();

    @Option(
            names = "--measure",
            paramLabel = "N",
            description = "serve nothing; search for N tools by requests that are written for them")
    private int measure;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the requests that are written (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Override
    public void run() {
        if (folder.isEmpty() && servers.isEmpty()) {
            throw misused("name a folder of tools, or a server with --mcp");
        }
        for (int limit : List.of(mostTools, mostTokens, results, Math.max(1, measure))) {
            if (limit < 1 || limit > LIMIT_MAX) {
                throw misused("%,d is no limit; use 1 to %,d".formatted(limit, LIMIT_MAX));
            }
        }
        PrintWriter log = spec.commandLine().getErr();
        try {
            List<ServerTools> catalog =
                    folder.isPresent() ? CatalogReader.read(folder.get()) : List.of();
            try (OpenShelf open = OpenShelf.open(servers, catalog)) {
                if (wordsOnly) {
                    with(open.shelf(), ToolSearch.byWords(open.shelf()), log);
                } else {
                    try (SentenceModel model = SentenceModel.load()) {
                        with(open.shelf(), search(open.shelf(), model, log), log);
                    }
                }
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private void with(ToolShelf shelf, ToolSearch search, PrintWriter log)
            throws IOException, InterruptedException {
        if (measure > 0) {
            SearchMeasurement.print(shelf, search, measure, seed, !wordsOnly, log);
            return;
        }
        log.printf(
                "%,d tools behind search_tools; serving on standard input%n", shelf.tools().size());
        log.flush();
        BeltLimits limits =
                new BeltLimits(mostTools, mostTokens, results, BeltLimits.standard().answerChars());
        StandardStreams streams = StandardStreams.of(spec);
        new BeltServer(
                        streams.in(),
                        streams.out(),
                        changed -> new Toolbelt(shelf, search, limits, changed))
                .serve();
    }

    /// Vectors are kept in the folder, if there is one that can be written to.
    private ToolSearch search(ToolShelf shelf, SentenceModel model, PrintWriter log)
            throws IOException, InterruptedException {
        List<String> texts = ToolSearch.texts(shelf);
        StepLines lines = new StepLines(log);
        IntConsumer progress = done -> lines.at("tools read", done, texts.size());
        Optional<Path> kept = folder.filter(Files::isDirectory).filter(Files::isWritable);
        List<float[]> vectors =
                kept.isPresent()
                        ? VectorFile.of(texts, model, kept.get().resolve(VECTORS), progress)
                        : Embeddings.of(texts, model, progress);
        return ToolSearch.byBoth(shelf, new ToolSearch.Meanings(vectors, model));
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
