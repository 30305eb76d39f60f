package dev.baltoro.cli.chat;

import java.io.IOException;
import java.util.Optional;

/// Where the user's messages come from: lines of a program, or somebody who types.
sealed interface ChatInput extends AutoCloseable permits PipedInput, TypedInput {
    /// More is not a message but a file on the wrong end of a pipe.
    int MESSAGE_CHARS_MAX = 1_000_000;

    /// {@return the next message without its last line break; none at the end of the input}
    ///
    /// @param question what a person is asked with, such as `> `
    /// @throws dev.baltoro.cli.terminal.Failure if it is longer than [#MESSAGE_CHARS_MAX]
    Optional<String> next(String question) throws IOException;

    /// Gives the terminal back as it was.
    @Override
    void close() throws IOException;
}
