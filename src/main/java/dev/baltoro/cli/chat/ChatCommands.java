package dev.baltoro.cli.chat;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the user can tell the terminal instead of the model: lines that begin with a slash.
final class ChatCommands {
    /// All of them, as they are typed.
    static final List<String> NAMES =
            List.of("/system", "/tools", "/set", "/undo", "/reset", "/save", "/help", "/quit");

    private static final String HELP =
            """
            /system TEXT       new instructions; without TEXT, none
            /tools FILE        tools from a JSON list as in OpenAI's API; without FILE, none
            /set NAME VALUE    temperature, top_p, top_k, min_p, seed, max_tokens, ...; alone, shows all
            /undo              forget your last message and what followed
            /reset             forget all messages; instructions and tools stay
            /save FILE         the conversation as JSON
            /quit              leave; so does Ctrl-D
            A line that ends in \\ goes on in the next. A message that begins with / is written //.
            Pasted lines are one message. Ctrl-C stops an answer or drops a line; twice leaves.
            Arrow keys edit the line and bring back earlier ones; Tab completes a command.
            """;

    private final String model;
    private final ChatTranscript transcript;
    private final PrintWriter err;
    private ChatOptions options;
    private Optional<Path> saved = Optional.empty();

    ChatCommands(String model, ChatTranscript transcript, ChatOptions options, PrintWriter err) {
        this.model = model;
        this.transcript = transcript;
        this.options = options;
        this.err = err;
    }

    /// {@return whether a line is not a message}
    static boolean isCommand(CharSequence line) {
        return line.length() > 0
                && line.charAt(0) == '/'
                && (line.length() == 1 || line.charAt(1) != '/');
    }

    /// {@return how the next answer is drawn}
    ChatOptions options() {
        return options;
    }

    /// Does what a line says.
    ///
    /// @return whether the conversation goes on
    /// @throws IllegalArgumentException with one line if it says nothing that can be done
    /// @throws IOException if a file cannot be read or written
    boolean run(String line) throws IOException {
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        switch (words[0]) {
            case "/system" -> transcript.system(rest);
            case "/tools" -> tools(rest);
            case "/set" -> set(rest);
            case "/undo" -> {
                if (!transcript.undo()) {
                    throw new IllegalArgumentException("there is no message to forget");
                }
            }
            case "/reset" -> transcript.reset();
            case "/save" -> save(rest);
            case "/help" -> err.print(HELP);
            case "/quit" -> {
                return false;
            }
            default ->
                    throw new IllegalArgumentException(
                            "%s is not a command; /help lists them, and // begins a message with a slash"
                                    .formatted(words[0]));
        }
        err.flush();
        return true;
    }

    private void tools(String file) throws IOException {
        if (file.isEmpty()) {
            transcript.tools(List.of());
            return;
        }
        transcript.tools(ToolsFile.read(Path.of(file)));
        transcript.tools().forEach(tool -> err.println("tool: " + tool.name()));
    }

    private void set(String rest) {
        if (rest.isEmpty()) {
            options.values().forEach((name, value) -> err.println(name + " " + value));
            return;
        }
        String[] words = rest.split("\\s+", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("/set needs a name and a value");
        }
        options = options.with(words[0], words[1]);
    }

    /// A file that was there before is somebody else's.
    private void save(String name) throws IOException {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("/save needs a file's name");
        }
        Path file = Path.of(name);
        if (Files.exists(file) && !saved.equals(Optional.of(file))) {
            throw new FileAlreadyExistsException(name);
        }
        Durable.replace(file, transcript.json(model, options));
        saved = Optional.of(file);
        err.println("saved " + file);
    }
}
