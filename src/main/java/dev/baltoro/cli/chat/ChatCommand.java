package dev.baltoro.cli.chat;

import dev.baltoro.cli.model.EngineFlags;
import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.StandardStreams;
import dev.baltoro.cli.terminal.Terminals;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.LocalModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro chat`: a conversation with a model in the terminal.
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = {
            "Talks with a model in the terminal.",
            "One message a line; a line that ends in a backslash goes on in the next. /help lists commands.",
            "From a pipe, each line is a message: answers go to standard output."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro chat --model runs/nano/model",
            "  echo \"12 + 30 =\" | baltoro chat --model runs/nano/model --temperature 0"
        })
public final class ChatCommand implements Runnable {
    /// What a shell reports for a process that Ctrl-C ended.
    private static final int INTERRUPTED = 130;

    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ModelFolder model = new ModelFolder();
    @Mixin private EngineFlags engine = new EngineFlags();

    @Option(names = "--system", paramLabel = "TEXT", description = "instructions for the model")
    private String system = "";

    @Option(
            names = "--tools",
            paramLabel = "FILE",
            description = "JSON list of tools, as in OpenAI's API; you give the results")
    private Optional<Path> tools = Optional.empty();

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "most tokens of an answer (default: ${DEFAULT-VALUE})")
    private int maxTokens = ChatOptions.MAX_TOKENS_DEFAULT;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "0 for the likeliest token, 1 for the model's odds (default: the model's own, or 0.6)")
    private Optional<String> temperature = Optional.empty();

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "draw from the likeliest tokens whose probabilities add up to this")
    private Optional<String> topP = Optional.empty();

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "draw from the K likeliest tokens, 0 for all")
    private Optional<String> topK = Optional.empty();

    @Option(
            names = "--min-p",
            paramLabel = "P",
            description = "draw from tokens with at least this part of the likeliest's probability")
    private Optional<String> minP = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed gives the same answers (default: none)")
    private Optional<String> seed = Optional.empty();

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description =
                    "keeps the lines you type, none if empty (default: ~/.local/state/baltoro/chat-history)")
    private Path history = defaultHistory();

    @Override
    public void run() {
        EngineOptions engineOptions = engine.options();
        try {
            ChatTranscript transcript = new ChatTranscript();
            transcript.system(system);
            if (tools.isPresent()) {
                transcript.tools(ToolsFile.read(tools.get()));
            }
            try (LocalModel opened = model.open(Optional.empty(), engineOptions)) {
                talk(opened.chat(), transcript);
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void talk(ChatEngine chat, ChatTranscript transcript)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        StandardStreams streams = StandardStreams.of(spec);
        Terminals terminals = Terminals.of(streams);
        ChatOptions options = options(chat);
        ChatInterrupt interrupt = new ChatInterrupt();
        try (ChatInput input = input(streams, terminals, interrupt, err)) {
            new ChatSession(chat, transcript, options, out, err, terminals, interrupt, input).run();
        }
    }

    /// A program at the other end has no answers to stop; a person presses Ctrl-C.
    private ChatInput input(
            StandardStreams streams, Terminals terminals, ChatInterrupt interrupt, PrintWriter err)
            throws IOException {
        if (!terminals.in()) {
            return new PipedInput(streams.in());
        }
        Terminal terminal =
                TerminalBuilder.builder()
                        .systemOutput(SystemOutput.SysErrOrSysOut)
                        .dumb(true)
                        .build();
        Optional<Path> file = Optional.of(history).filter(path -> !path.toString().isEmpty());
        Runnable hint = () -> err.println("(Ctrl-C again leaves)");
        return new TypedInput(
                terminal, file, () -> interrupt.pressed(hint, () -> leave(terminal, err)));
    }

    private static void leave(Terminal terminal, PrintWriter err) {
        try {
            terminal.close(); // as it was, for the shell
        } catch (IOException e) {
            err.println(Failures.line(e)); // the terminal is gone, and so is the conversation
        }
        err.flush();
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    /// Where programs keep such things, as the XDG base directories have it.
    private static Path defaultHistory() {
        String home = System.getProperty("user.home");
        String state =
                Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                        .filter(folder -> !folder.isEmpty())
                        .orElse(home + "/.local/state");
        return Path.of(state, "baltoro", "chat-history");
    }

    private ChatOptions options(ChatEngine chat) {
        Map<String, Optional<String>> given = new LinkedHashMap<>();
        given.put("temperature", temperature);
        given.put("top_p", topP);
        given.put("top_k", topK);
        given.put("min_p", minP);
        given.put("seed", seed);
        try {
            ChatOptions options = new ChatOptions(chat.sampling(), maxTokens);
            for (Map.Entry<String, Optional<String>> value : given.entrySet()) {
                if (value.getValue().isPresent()) {
                    options = options.with(value.getKey(), value.getValue().get());
                }
            }
            return options;
        } catch (IllegalArgumentException e) {
            throw misuse(e);
        }
    }

    private ParameterException misuse(IllegalArgumentException error) {
        return new ParameterException(spec.commandLine(), Failures.line(error), error);
    }
}
