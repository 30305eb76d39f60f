package dev.baltoro.agent.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Python as a sandbox runs it: no site packages, nothing of the environment, and one seed for the
/// hashes of strings, so that sets have one order.
final class Python {
    private static final String ABOUT =
            """
            import os, sys
            print(os.path.realpath(sys.executable))
            print(sys.base_prefix)
            print(sys.base_exec_prefix)
            print(sys.implementation.name, sys.version.split()[0])
            """;

    private Python() {}

    /// {@return the system's interpreter, if there is one}
    ///
    /// A `python3` on the path may be a script that chooses one, so it is asked which one it is.
    ///
    /// @param path the folders in which it may be, in this order
    static Optional<Interpreter> find(List<Path> path) {
        return Tools.find("python3", path.stream()).flatMap(Python::of);
    }

    /// {@return an interpreter by the name of its program}
    static Optional<Interpreter> of(Path program) {
        return Tools.ask(new ProcessBuilder(program.toString(), "-I", "-S", "-c", ABOUT))
                .map(said -> said.lines().toList())
                .filter(lines -> lines.size() == 4)
                .map(lines -> {
                    Path executable = Path.of(lines.get(0));
                    Stream<Path> reads =
                            Stream.concat(
                                    Stream.of(executable),
                                    Stream.of(lines.get(1), lines.get(2))
                                            .flatMap(prefix ->
                                                    Stream.of(
                                                            Path.of(prefix, "lib"),
                                                            Path.of(prefix, "lib64"))));
                    return new Interpreter(
                            Language.PYTHON,
                            lines.get(3),
                            List.of(
                                    executable.toString(),
                                    "-s",
                                    "-S",
                                    "-B",
                                    "-X",
                                    "utf8",
                                    "-c",
                                    Tools.text("python.py")),
                            Interpreter.readable(reads),
                            Overhead.NONE);
                });
    }
}
