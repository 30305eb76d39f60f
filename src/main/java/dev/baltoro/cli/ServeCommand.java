package dev.baltoro.cli;

import dev.baltoro.cli.mcp.McpPageTools;
import dev.baltoro.cli.model.EngineFlags;
import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.ServeLog;
import dev.baltoro.cli.terminal.StopSignal;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.serve.Server;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ServerLimits;
import dev.baltoro.serve.http.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro serve`: a model behind OpenAI's HTTP API, until Ctrl-C.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a model behind OpenAI's HTTP API, with a chat page.",
            "Ctrl-C lets running requests end, a second one does not. Requests are logged to",
            "standard error, one line each."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro serve --model runs/nano/model",
            "  curl http://127.0.0.1:8080/v1/chat/completions -H 'Content-Type: application/json' \\\\",
            "    -d '{\"model\": \"nano\", \"messages\": [{\"role\": \"user\", \"content\": \"12 + 30 =\"}]}'",
            "  baltoro serve --model runs/nano/model --mcp \"npx -y @modelcontextprotocol/server-memory\""
        })
public final class ServeCommand implements Runnable {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ModelFolder model = new ModelFolder();
    @Mixin private EngineFlags engine = new EngineFlags();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port to listen on, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "address to listen on; 0.0.0.0 lets other machines in (default: ${DEFAULT-VALUE})")
    private String host = ServerOptions.LOOPBACK;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what clients call the model (default: its folder's name)")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "let in clients that send this key; repeatable")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "let in clients that send a key of this file, one a line, # for comments")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--no-key",
            description = "on an address that others reach: let everybody in without a key")
    private boolean noKey;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            description = "let pages from this web origin use the API, * for all (default: none)")
    private Optional<String> origin = Optional.empty();

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            description = "sequences decoded at once (default: ${DEFAULT-VALUE})")
    private int batch = EngineOptions.standard().batchMax();

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "requests that may wait; more get status 429 (default: ${DEFAULT-VALUE})")
    private int queue = EngineOptions.standard().waitingMax();

    @Option(
            names = "--mcp",
            paramLabel = "COMMAND|URL",
            description =
                    "let the chat page call the tools of this MCP server, which a command starts or an address has; it asks before a tool that may change something; repeatable")
    private List<String> toolServers = new ArrayList<>();

    @Override
    public void run() {
        EngineOptions engineOptions = engine.options(batch, queue);
        ServerOptions serverOptions = serverOptions();
        ServeLog.install();
        PrintWriter err = spec.commandLine().getErr();
        try (McpPageTools tools = McpPageTools.open(toolServers, err::println);
                LocalModel opened = model.open(name, engineOptions)) {
            tools.declareTo(opened.chat(), err::println);
            serve(opened.chat(), serverOptions, tools);
        } catch (UncheckedIOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Serves until a signal comes or the engine ends.
    ///
    /// @throws Failure if the engine ended, so that a supervisor starts the process again
    void serve(ChatEngine chat, ServerOptions options, McpPageTools tools)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (Server server = Server.open(options, chat, tools);
                StopSignal stop = StopSignal.install()) {
            String address = "http://%s:%d".formatted(shown(options.host()), server.port());
            err.printf(
                    "serving %s on %s (OpenAI base URL %s/v1, chat page at /)%n",
                    chat.modelName(), address, address);
            tools.summary().ifPresent(err::println);
            if (!server.isLocal() && options.keys().isOpen()) {
                err.println("warning: everybody who reaches this address may use the model");
            }
            var unused = chat.engine().ended().whenComplete((_, _) -> stop.end());
            stop.await();
            int running = server.running();
            if (running > 0 && chat.engine().isAlive()) {
                err.printf(
                        "stopping: %d requests may go on for up to %d s; Ctrl-C again ends them%n",
                        running, options.limits().drainTime().toSeconds());
            }
        }
        requireWell(chat.engine());
        err.println("stopped");
    }

    private static void requireWell(Engine engine) {
        if (!engine.isAlive()) {
            try {
                engine.ended().toCompletableFuture().join();
            } catch (CompletionException e) {
                throw new Failure(
                        Failures.line(e.getCause() instanceof Exception cause ? cause : e), e);
            }
            throw new Failure("the engine was closed");
        }
    }

    /// An address in a URL: version 6 goes in brackets, and "all" is reached here by loopback.
    private static String shown(String host) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return ServerOptions.LOOPBACK;
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private ServerOptions serverOptions() {
        try {
            List<String> all = new ArrayList<>(keys);
            if (keyFile.isPresent()) {
                List<String> inFile = ApiKeys.inLines(Files.readAllLines(keyFile.get()));
                if (inFile.isEmpty()) {
                    throw new Failure(keyFile.get() + " holds no key; write one a line");
                }
                all.addAll(inFile);
            }
            ServerOptions options =
                    new ServerOptions(host, port, ApiKeys.of(all), origin, ServerLimits.standard());
            if (!options.isLocal() && options.keys().isOpen() && !noKey) {
                throw new IllegalArgumentException(
                        "--host %s lets other machines in; ask for a key with --api-key-file, or say --no-key if everybody may use the model"
                                .formatted(host));
            }
            if (!options.isLocal() && options.keys().isOpen() && !toolServers.isEmpty()) {
                throw new IllegalArgumentException(
                        "with --mcp everybody who reaches --host %s could run its tools; ask for a key with --api-key-file"
                                .formatted(host));
            }
            return options;
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException e) {
            throw misuse(e);
        }
    }

    private ParameterException misuse(IllegalArgumentException error) {
        return new ParameterException(spec.commandLine(), Failures.line(error), error);
    }
}
