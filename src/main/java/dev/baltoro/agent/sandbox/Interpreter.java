package dev.baltoro.agent.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What runs programs of a language: a command that waits for one on its standard input, runs it,
/// and ends with it.
///
/// @param language what it reads
/// @param version for people
/// @param command absolute
/// @param reads the files and folders that it needs, and may see
/// @param overhead what it takes for itself
record Interpreter(
        Language language,
        String version,
        List<String> command,
        List<Path> reads,
        Overhead overhead) {
    /// Where systems keep what programs are linked with.
    private static final List<String> LIBRARIES =
            List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/nix/store");

    /// {@return the libraries of the system and `more`, without what lies in another one of them}
    static List<Path> readable(Stream<Path> more) {
        List<Path> all =
                Stream.concat(LIBRARIES.stream().map(Path::of), more)
                        .filter(Files::exists)
                        .distinct()
                        .toList();
        List<Path> outermost = new ArrayList<>();
        for (Path path : all) {
            boolean inside =
                    all.stream()
                            .filter(other -> !other.equals(path) && !Files.isSymbolicLink(other))
                            .anyMatch(path::startsWith);
            if (!inside) {
                outermost.add(path);
            }
        }
        return outermost;
    }
}
