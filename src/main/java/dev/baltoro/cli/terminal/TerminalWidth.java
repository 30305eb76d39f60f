package dev.baltoro.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// How wide the terminal is that the user looks at.
public final class TerminalWidth {
    /// Where a terminal does not say: that of most.
    private static final int USUAL = 80;

    private TerminalWidth() {}

    /// {@return columns, as of now}
    ///
    /// JLine is let go at once: it closes its terminals while the JVM ends, which is when a run
    /// that Ctrl-C stopped still draws its last step. And with its native signals it would take
    /// Ctrl-C from the JVM, and no checkpoint would be saved.
    public static int now() {
        try (Terminal terminal =
                TerminalBuilder.builder().nativeSignals(false).dumb(true).build()) {
            int columns = terminal.getWidth();
            return columns > 0 ? columns : USUAL;
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be asked for its width", e);
        }
    }
}
