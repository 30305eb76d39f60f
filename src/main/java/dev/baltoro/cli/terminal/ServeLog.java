package dev.baltoro.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// How a server logs: one line an event, to standard error, nothing of what libraries chat about.
public final class ServeLog {
    private static final String SETTINGS =
            """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT %5$s%6$s%n
            """;

    private ServeLog() {}

    /// Logs every request, in the whole process; a file that the user named for the JDK's logging
    /// stays.
    public static void install() {
        set(SETTINGS + "dev.baltoro.level = INFO\n");
    }

    /// Logs only what is wrong.
    public static void quiet() {
        set(SETTINGS);
    }

    private static void set(String settings) {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(
                            new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }
}
