package dev.baltoro.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// How wide the terminal is that the user looks at, as it is now.
final class TerminalWidth implements AutoCloseable {
    /// Where a terminal does not say: that of most.
    private static final int USUAL = 80;

    private final Terminal terminal;

    TerminalWidth() {
        try {
            // With its native signals JLine takes Ctrl-C from the JVM, and no checkpoint is saved.
            terminal = TerminalBuilder.builder().nativeSignals(false).dumb(true).build();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be opened", e);
        }
    }

    int columns() {
        int columns = terminal.getWidth();
        return columns > 0 ? columns : USUAL;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be closed", e);
        }
    }
}
