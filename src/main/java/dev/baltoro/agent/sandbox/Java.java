package dev.baltoro.agent.sandbox;

import dev.baltoro.agent.sandbox.child.JavaChild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The JDK of this process as a sandbox runs it: a JVM that compiles and runs one program. A fresh
/// one for each program keeps programs apart; an archive of the compiler's classes halves its
/// start.
final class Java {
    /// Addresses that a JVM takes besides its heap: its own image, code, stacks, classes.
    private static final long OWN_BYTES = 1L << 30;

    /// Its threads, and the seconds in which it compiles, are among a program's own.
    private static final Overhead OVERHEAD = new Overhead(OWN_BYTES, 0, 0, 0);

    private static final List<String> CLASSES =
            List.of(
                    "JavaChild",
                    "Compilation",
                    "Compilation$Source",
                    "Compilation$InMemory",
                    "Compilation$InMemory$1",
                    "ProgramLoader");

    /// What is compiled once, so that the compiler's classes are archived.
    private static final String SAMPLE =
            """
            import java.util.*;
            class Sample {
                public static void main(String[] arguments) {
                    Scanner in = new Scanner(System.in);
                    List<String> words = new ArrayList<>(List.of("a", "b"));
                    for (String word : words) { System.out.println(word + 1); }
                }
            }
            """;

    private Java() {}

    /// {@return the JDK's interpreter; empty if it has no compiler}
    ///
    /// @param folder where what it runs is put
    /// @param limits of its heap
    static Optional<Interpreter> find(Path folder, Limits limits) throws IOException {
        Path home = home();
        Path java = home.resolve("bin").resolve("java");
        if (!Files.isExecutable(java) || !Files.exists(home.resolve("lib").resolve("ct.sym"))) {
            return Optional.empty();
        }
        Path child = Files.createDirectories(folder.resolve("java"));
        Path jar = child.resolve("child.jar");
        writeJar(jar);
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags(limits.memoryBytes()));
        Path archive = child.resolve("child.jsa");
        archive(command, archive, jar);
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of("-cp", jar.toString(), JavaChild.class.getName()));
        Stream<Path> reads = Stream.concat(Stream.of(home, child), linkedFrom(home));
        return Optional.of(
                new Interpreter(
                        Language.JAVA,
                        "JDK " + Runtime.version(),
                        command,
                        Interpreter.readable(reads),
                        OVERHEAD));
    }

    /// {@return where the JDK of this process is}
    static Path home() throws IOException {
        return Path.of(System.getProperty("java.home")).toRealPath();
    }

    /// {@return what every JVM in a sandbox is started with}
    static List<String> flags(long heapBytes) {
        return List.of(
                "-Xmx%dk".formatted(heapBytes >> 10),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:-UsePerfData",
                "-Xlog:disable", // a JVM's warnings would be among the program's output
                "-XX:+DisableAttachMechanism",
                "-XX:ErrorFile=/dev/null",
                "--illegal-native-access=deny",
                "-Djava.io.tmpdir=/work",
                "-Duser.home=/work");
    }

    private static void writeJar(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : CLASSES) {
                String file = JavaChild.class.getPackageName().replace('.', '/') + "/" + name;
                try (InputStream bytes =
                        JavaChild.class.getResourceAsStream("/" + file + ".class")) {
                    if (bytes == null) {
                        throw new IllegalStateException(file + " is missing from the class path");
                    }
                    out.putNextEntry(new JarEntry(file + ".class"));
                    bytes.transferTo(out);
                }
            }
        }
    }

    /// Compiles a program of ours once and keeps what was loaded. Without it all works, slower.
    private static void archive(List<String> command, Path archive, Path jar) throws IOException {
        Path input = archive.resolveSibling("sample");
        byte[] text = SAMPLE.getBytes(StandardCharsets.UTF_8);
        Files.writeString(input, text.length + "\n" + SAMPLE);
        List<String> dump = new ArrayList<>(command);
        dump.add("-XX:ArchiveClassesAtExit=" + archive);
        dump.addAll(List.of("-cp", jar.toString(), JavaChild.class.getName()));
        var unused = Tools.ask(new ProcessBuilder(dump).redirectInput(input.toFile()));
        Files.delete(input);
    }

    /// {@return folders outside that a JDK's own links lead to, as Debian's do}
    static Stream<Path> linkedFrom(Path home) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home, 4)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                if (Files.exists(link)) {
                    Path target = link.toRealPath();
                    Path folder = Files.isDirectory(target) ? target : target.getParent();
                    if (folder != null && folder.startsWith("/etc")) {
                        folders.add(folder);
                    }
                }
            }
        }
        return folders.stream().distinct();
    }
}
