package dev.baltoro.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// How a server logs: one line an event, to standard error, nothing of what libraries chat about.
final class ServeLog {
    private static final String SETTINGS =
            """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            dev.baltoro.level = INFO
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT %5$s%6$s%n
            """;

    private ServeLog() {}

    /// Sets it for the whole process; a file that the user named for the JDK's logging stays.
    static void install() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(
                            new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }
}
