package dev.baltoro.cli.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/// Messages of a person at a terminal, with line editing, history and completion of commands.
///
/// Pasted lines are one message. A line that ends in a backslash goes on in the next.
final class TypedInput implements ChatInput {
    /// Lines that the history keeps.
    private static final int HISTORY_LINES_MAX = 1_000;

    private static final String GOES_ON = "… ";

    /// What arrow keys send that were pressed while an answer was being written: the terminal is in
    /// its other mode then.
    private static final Map<String, String> PLAIN_ARROWS =
            Map.of(
                    "\u001B[A", LineReader.UP_LINE_OR_HISTORY,
                    "\u001B[B", LineReader.DOWN_LINE_OR_HISTORY,
                    "\u001B[C", LineReader.FORWARD_CHAR,
                    "\u001B[D", LineReader.BACKWARD_CHAR);

    private final Terminal terminal;
    private final Runnable onInterrupt;
    private final LineReader reader;

    /// @param history file that lines are kept in from one conversation to the next; empty for none
    /// @param onInterrupt called when Ctrl-C came: while a message was typed, which is dropped, or
    ///   meanwhile
    TypedInput(Terminal terminal, Optional<Path> history, Runnable onInterrupt) {
        this.terminal = terminal;
        this.onInterrupt = onInterrupt;
        terminal.handle(Terminal.Signal.INT, signal -> onInterrupt.run());
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("baltoro")
                        .parser(new MessageParser())
                        .completer((line, parsed, candidates) -> complete(parsed, candidates))
                        .variable(LineReader.HISTORY_SIZE, HISTORY_LINES_MAX)
                        .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES_MAX)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, GOES_ON)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, prepared(file)));
        this.reader = builder.build();
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        PLAIN_ARROWS.forEach((key, widget) -> keys.bind(new Reference(widget), key));
    }

    private static Path prepared(Path history) {
        try {
            Files.createDirectories(history.toAbsolutePath().getParent());
            return history;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the history cannot be kept; name another file with --history, or none", e);
        }
    }

    @Override
    public Optional<String> next(String question) {
        while (true) {
            try {
                String message = reader.readLine(question).replace("\\\n", "\n");
                if (message.length() > MESSAGE_CHARS_MAX) {
                    throw PipedInput.tooLong();
                }
                return Optional.of(message);
            } catch (UserInterruptException e) {
                onInterrupt.run();
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.getHistory().save();
        terminal.close();
    }

    private static void complete(ParsedLine parsed, List<Candidate> candidates) {
        if (parsed.wordIndex() == 0 && parsed.line().startsWith("/")) {
            ChatCommands.NAMES.forEach(name -> candidates.add(new Candidate(name)));
        }
    }

    /// A message is taken as it is: no quotes, no escapes, but for the backslash at a line's end.
    private static final class MessageParser implements Parser {
        private final DefaultParser words = new DefaultParser();

        MessageParser() {
            words.setQuoteChars(new char[0]);
            words.setEscapeChars(new char[0]);
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && line.endsWith("\\")) {
                throw new EOFError(-1, -1, "the line goes on");
            }
            return words.parse(line, cursor, context);
        }
    }
}
