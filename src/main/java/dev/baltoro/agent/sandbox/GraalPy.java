package dev.baltoro.agent.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// GraalPy as a sandbox runs it: a JVM of this process's JDK that runs one Python program. Its
/// calls of the system are Java's, and no native code is let in.
final class GraalPy {
    /// Of its heap: builtins, 35 MB after its start, and half of the part for new objects.
    private static final long OWN_HEAP_BYTES = 96L << 20;

    /// So much of the heap that no start is held up to look for garbage.
    private static final String NEW_OBJECTS = "-Xmn128m";

    /// A JVM's addresses besides its heap; its start, which took 1.4 s where it was measured; the
    /// threads of the JVM and of GraalPy's runtime, 15 with the program's; its jars and modules.
    private static final Overhead OVERHEAD = new Overhead(OWN_HEAP_BYTES + (1L << 30), 3, 16, 32);

    private GraalPy() {}

    /// {@return the interpreter; empty if GraalPy was not fetched}
    ///
    /// @param fetched what `tools/graalpy.sh` made
    /// @param limits of programs
    /// @throws IOException if it is there and does not run
    static Optional<Interpreter> find(Path fetched, Limits limits) throws IOException {
        Path jars = fetched.resolve("jars");
        Path home = fetched.resolve("home");
        if (!Files.isDirectory(jars) || !Files.isDirectory(home)) {
            return Optional.empty();
        }
        Path jdk = Java.home();
        List<String> java = new ArrayList<>(List.of(jdk.resolve("bin").resolve("java").toString()));
        java.addAll(flags(limits));
        List<String> arguments = List.of(home.toString(), Tools.text("python.py"));
        GraalPyChild child = GraalPyChild.in(fetched, jdk, classPath(jars), java, arguments);
        Stream<Path> reads =
                Stream.concat(Stream.of(jdk, jars, home, child.folder()), Java.linkedFrom(jdk));
        return Optional.of(
                new Interpreter(
                        Language.PYTHON,
                        child.version(),
                        child.command(java, arguments),
                        Interpreter.readable(reads),
                        OVERHEAD));
    }

    private static String classPath(Path jars) throws IOException {
        try (Stream<Path> all = Files.list(jars)) {
            return all.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static List<String> flags(Limits limits) {
        List<String> flags = new ArrayList<>(Java.flags(limits.memoryBytes() + OWN_HEAP_BYTES));
        flags.addAll(
                List.of(
                        NEW_OBJECTS,
                        "-Xss16m", // a thousand calls deep, as CPython goes
                        // 64 MiB, which do for javac, have no room for an archive of its classes.
                        "-XX:CompressedClassSpaceSize=192m",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:-UseDynamicNumberOfCompilerThreads",
                        "--sun-misc-unsafe-memory-access=allow",
                        // A native library that would be unpacked and refused; all works without.
                        "-Dtruffle.attach.library=/none",
                        "-Dpolyglotimpl.AttachLibraryFailureAction=ignore"));
        return flags;
    }
}
