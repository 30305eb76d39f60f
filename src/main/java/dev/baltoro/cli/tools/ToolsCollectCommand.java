package dev.baltoro.cli.tools;

import dev.baltoro.agent.catalog.Catalog;
import dev.baltoro.agent.catalog.CatalogFolder;
import dev.baltoro.agent.catalog.SampleCalls;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.StopOnInterrupt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro tools collect`: the tools of servers and of files as one catalogue.
@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        description = {
            "Asks MCP servers for their tools, and reads files of such tools. What is broken or there",
            "already is left out, with its reason. Writes tools.jsonl, rejected.jsonl, calls.jsonl (what",
            "calls with sample arguments came to) and catalog.json (the counts) into a folder."
        },
        footer = {
            "",
            "Example:",
            "  baltoro tools collect --mcp \"npx -y @modelcontextprotocol/server-memory\" --out tools",
            "  baltoro tools collect --mcp http://127.0.0.1:3001/mcp dumps/servers.tar.gz --out tools"
        })
public final class ToolsCollectCommand implements Runnable {
    private static final int LIMIT_SECONDS_MAX = 3600;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "DUMP",
            description =
                    "files of what servers listed: .json (tools/list, or Toucan's layout), a folder of"
                            + " them, or a .tar.gz")
    private List<Path> dumps = List.of();

    @Option(
            names = "--mcp",
            paramLabel = "COMMAND|URL",
            description =
                    "a server: a command line that starts it (NAME=value before it goes into its"
                            + " environment), or its http(s) address; again for each server")
    private List<String> servers = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "folder to write; it appears when it is complete")
    private Path out = Path.of("tools");

    @Option(
            names = "--call",
            converter = CallName.class,
            paramLabel = "WHICH",
            description =
                    "tools to call once, with sample arguments: none, read-only (those that say that"
                            + " they change nothing), or all (default: read-only)")
    private SampleCalls.Which call = SampleCalls.Which.READ_ONLY;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "folder that servers are told they may work in; again for each")
    private List<Path> roots = List.of();

    @Option(
            names = "--header",
            paramLabel = "NAME: VALUE",
            description = "header of each HTTP request, such as \"Authorization: Bearer $TOKEN\"")
    private List<String> headers = List.of();

    @Option(
            names = "--start-seconds",
            paramLabel = "N",
            description =
                    "time for a server to start and to greet back (default: ${DEFAULT-VALUE})")
    private int startSeconds = (int) McpOptions.START_LIMIT.toSeconds();

    @Option(
            names = "--call-seconds",
            paramLabel = "N",
            description = "time for each answer after that (default: ${DEFAULT-VALUE})")
    private int callSeconds = (int) McpOptions.CALL_LIMIT.toSeconds();

    @Override
    public void run() {
        if (servers.isEmpty() && dumps.isEmpty()) {
            throw misused("name a server with --mcp, or a file of tools");
        }
        PrintWriter log = spec.commandLine().getErr();
        try {
            CatalogFolder.check(out);
            Collecting collecting = new Collecting(options(), call, log);
            try (StopOnInterrupt stop = StopOnInterrupt.of(spec)) {
                for (Path dump : dumps) {
                    if (!stop.isAsked()) {
                        collecting.dump(dump);
                    }
                }
                for (String server : servers) {
                    if (!stop.isAsked()) {
                        collecting.server(server, stop::isAsked);
                    }
                }
                finish(collecting);
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private void finish(Collecting collecting) throws IOException {
        Catalog catalog = collecting.catalog();
        if (catalog.listed() > 0) {
            CatalogFolder.write(out, catalog, collecting.calls());
            collecting.printCounts();
        }
        if (catalog.kept().isEmpty()) {
            throw new Failure(
                    collecting.failures().size() == 1
                            ? collecting.failures().getFirst()
                            : "nothing was collected from %d servers and files"
                                    .formatted(servers.size() + dumps.size()));
        }
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
    }

    private McpOptions options() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw misused("--header needs \"NAME: VALUE\"");
            }
            fields.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
        }
        return McpOptions.standard()
                .withRoots(roots)
                .withHeaders(fields)
                .withLimits(
                        seconds("--start-seconds", startSeconds),
                        seconds("--call-seconds", callSeconds));
    }

    private Duration seconds(String option, int value) {
        if (value < 1 || value > LIMIT_SECONDS_MAX) {
            throw misused("%s is %d; use 1 to %,d".formatted(option, value, LIMIT_SECONDS_MAX));
        }
        return Duration.ofSeconds(value);
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
