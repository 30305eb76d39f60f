package dev.baltoro.agent.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's own programs that a sandbox is made with.
final class Tools {
    private static final Duration ANSWERING_MAX = Duration.ofSeconds(20);

    private Tools() {}

    /// {@return the folders of this process's path}
    static List<Path> path() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /// {@return where a program of the system is, on the path or not}
    static Optional<Path> find(String name) {
        Stream<Path> usual = Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").map(Path::of);
        return find(name, Stream.concat(path().stream(), usual));
    }

    /// {@return the first program of a name in these folders}
    static Optional<Path> find(String name, Stream<Path> folders) {
        return folders.map(folder -> folder.resolve(name)).filter(Files::isExecutable).findFirst();
    }

    /// {@return what a program prints, if it ends well and in time}
    static Optional<String> ask(ProcessBuilder command) {
        return ask(command, 0, ANSWERING_MAX);
    }

    /// {@return what a program prints, if it ends with this exit status and in time}
    static Optional<String> ask(ProcessBuilder command, int expected, Duration most) {
        try {
            Process process =
                    command.redirectErrorStream(false)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(most)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == expected ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is not there, or cannot be run
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// {@return the text of a file that comes with this package}
    static String text(String name) {
        try (var stream = Tools.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
