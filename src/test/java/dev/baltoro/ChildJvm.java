package dev.baltoro;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM of its own, for what only shows in another process: signals, kills, exit codes.
public final class ChildJvm {
    private ChildJvm() {}

    /// {@return the command line that runs `main` as the launcher does, in a small heap}
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        words.addAll(List.of(arguments));
        return List.copyOf(words);
    }
}
