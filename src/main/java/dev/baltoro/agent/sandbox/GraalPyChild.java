package dev.baltoro.agent.sandbox;

import dev.baltoro.io.Durable;
import dev.baltoro.io.FolderLock;
import dev.baltoro.io.Sums;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The class that starts GraalPy, compiled against the jars that were fetched, and an archive of
/// the 17,000 classes that its start loads: without it a start takes three times as long. Both are
/// made once for a JDK, beside the jars.
///
/// @param folder of its own
/// @param classPath of GraalPy's jars
record GraalPyChild(Path folder, String classPath) {
    private static final String MAIN = "GraalPyChild";

    /// Until an archive is made, by this process or by another one.
    private static final Duration MAKING_MAX = Duration.ofMinutes(3);

    private static final Duration LOOKING_AGAIN = Duration.ofMillis(500);
    private static final int KEY_LETTERS = 12;

    /// What runs while classes are archived: what programs mostly use. Its first line is kept.
    private static final String SAMPLE =
            """
            import collections, heapq, json, math, re, sys
            version = '.'.join(str(n) for n in sys.implementation.version[:3])
            print('graalpy', version, '(Python', sys.version.split()[0] + ')')
            class Point:
                def __init__(self, x): self.x = x
                def __repr__(self): return f'{self.x:>4}'
            def squares(n):
                for i in range(n): yield i ** 2
            words = re.findall('[a-z]+', 'to be or not to be')
            counts = collections.Counter(sorted(words, key=len, reverse=True))
            print({k: v for k, v in counts.items()}, {1, 2}, [*squares(4)][::-1], Point(2.5))
            print(json.dumps(json.loads('{"a": [1, null]}')), math.gcd(12, 18), 10 ** 30 // 7)
            print(input(), *map(lambda n: n % 3, heapq.nsmallest(2, [3, 1, 2])))
            try:
                [][1]
            except IndexError as problem:
                print(problem)
            raise ValueError('the end')
            """;

    /// {@return the one for a JDK; makes it if need be, which takes ten seconds}
    ///
    /// @param java the JVM and its flags
    /// @param arguments of the class
    /// @throws IOException if it cannot be made
    static GraalPyChild in(
            Path fetched, Path jdk, String jars, List<String> java, List<String> arguments)
            throws IOException {
        String made =
                String.join(
                        "\n",
                        Runtime.version().toString(),
                        jdk.toString(),
                        jars,
                        source(),
                        SAMPLE,
                        arguments.getLast());
        String key = Sums.sha256(made.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_LETTERS);
        GraalPyChild child = new GraalPyChild(fetched.resolve("child-" + key), jars);
        if (!Files.exists(child.about())) {
            Files.createDirectories(child.folder());
            try (FolderLock held = lock(child.folder().resolve("lock"))) {
                if (!Files.exists(child.about())) {
                    child.make(jdk, java, arguments);
                }
            }
        }
        return child;
    }

    private static FolderLock lock(Path file) throws IOException {
        long until = System.nanoTime() + MAKING_MAX.toNanos();
        Optional<FolderLock> lock = FolderLock.tryLock(file);
        while (lock.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IOException("another process prepares GraalPy and does not end");
            }
            try {
                Thread.sleep(LOOKING_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            lock = FolderLock.tryLock(file);
        }
        return lock.get();
    }

    /// {@return its name and its Python's, for people}
    String version() throws IOException {
        return Files.readString(about());
    }

    /// {@return the command that starts it}
    List<String> command(List<String> java, List<String> arguments) {
        return command(java, arguments, "-XX:SharedArchiveFile=" + archive());
    }

    private List<String> command(List<String> java, List<String> arguments, String flag) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(flag, "-cp", classPath + File.pathSeparator + jar(), MAIN));
        command.addAll(arguments);
        return command;
    }

    private void make(Path jdk, List<String> java, List<String> arguments) throws IOException {
        Path source = folder.resolve(MAIN + ".java");
        Path input = folder.resolve("sample");
        Path classes = folder.resolve("classes");
        Path tools = jdk.resolve("bin");
        Durable.replace(source, source());
        Durable.replace(
                input, SAMPLE.getBytes(StandardCharsets.UTF_8).length + "\n" + SAMPLE + "input\n");
        run(
                new ProcessBuilder(
                        List.of(
                                tools.resolve("javac").toString(),
                                "-proc:none",
                                "-cp",
                                classPath,
                                "-d",
                                classes.toString(),
                                source.toString())),
                0);
        run(
                new ProcessBuilder(
                        List.of(
                                tools.resolve("jar").toString(),
                                "--create",
                                "--file",
                                jar().toString(),
                                "-C",
                                classes.toString(),
                                ".")),
                0);
        String said =
                run(
                        new ProcessBuilder(
                                        command(
                                                java,
                                                arguments,
                                                "-XX:ArchiveClassesAtExit=" + archive()))
                                .redirectInput(input.toFile()),
                        1);
        if (!Files.exists(archive())) {
            throw problem();
        }
        Durable.deleteTree(classes);
        Durable.replace(about(), said.lines().findFirst().orElse(""));
    }

    private String run(ProcessBuilder command, int expected) throws IOException {
        return Tools.ask(command, expected, MAKING_MAX).orElseThrow(this::problem);
    }

    private IOException problem() {
        return new IOException(
                "GraalPy in %s does not run with this JDK: run tools/graalpy.sh again"
                        .formatted(folder.getParent()));
    }

    private static String source() {
        return Tools.text("graalpy.java.txt");
    }

    private Path jar() {
        return folder.resolve("child.jar");
    }

    private Path archive() {
        return folder.resolve("child.jsa");
    }

    /// Written last.
    private Path about() {
        return folder.resolve("about.txt");
    }
}
