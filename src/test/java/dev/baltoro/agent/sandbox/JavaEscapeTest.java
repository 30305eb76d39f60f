package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.agent.sandbox.Protection.Kind;
import dev.baltoro.agent.sandbox.Protection.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Java programs that try to get out, to stay, or to use up the machine. After each of them the
/// same sandbox runs an honest one.
class JavaEscapeTest {
    private static final Limits LIMITS = Limits.of(Language.JAVA);
    private static SandboxPool sandbox;

    @BeforeAll
    static void open() {
        sandbox = OpenSandbox.of(Language.JAVA, LIMITS);
    }

    @AfterAll
    static void close() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @AfterEach
    void sandboxStillRunsAnHonestProgram() throws Exception {
        String source =
                """
                import java.util.*;
                public class Sum {
                    public static void main(String[] arguments) {
                        Scanner in = new Scanner(System.in);
                        System.out.print(in.nextInt() + in.nextInt());
                    }
                }
                """;
        assertThat(run(source, "40 2")).isEqualTo(new Outcome.Finished(0, "42", ""));
    }

    private static Outcome run(String source, String input) throws InterruptedException {
        return sandbox.run(new Program(Language.JAVA, source, input));
    }

    /// Runs a program that makes several attempts, and prints those that succeeded.
    private static String successes(String... attempts) throws InterruptedException {
        StringBuilder source =
                new StringBuilder(
                        """
                        import java.io.*;
                        import java.lang.foreign.*;
                        import java.net.*;
                        import java.nio.file.*;
                        interface Attempt { Object make() throws Throwable; }
                        void attempt(Attempt attempt) {
                            try {
                                IO.println("it succeeded: " + attempt.make());
                            } catch (Throwable refused) {
                                // as it should be
                            }
                        }
                        void main() {
                        """);
        for (String attempt : attempts) {
            source.append("    attempt(() -> ").append(attempt).append(");\n");
        }
        Outcome outcome = run(source + "    System.exit(0);\n}\n", "");
        assertThat(outcome).isInstanceOf(Outcome.Finished.class);
        Outcome.Finished finished = (Outcome.Finished) outcome;
        assertThat(finished.exit()).as(finished.errors()).isZero();
        return finished.output();
    }

    @Test
    void attemptsAreMadeAtAll() throws Exception {
        assertThat(successes("Files.writeString(Path.of(\"own.txt\"), \"x\")"))
                .isEqualTo("it succeeded: own.txt\n");
    }

    @Test
    void nothingOutsideIsReachedReadOrWritten(@TempDir Path folder) throws Exception {
        Path grader = Files.writeString(folder.resolve("expected.txt"), "the expected values");
        Path target = folder.resolve("target.txt");
        String classes = Path.of(System.getProperty("java.class.path").split(":")[0]).toString();
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            assertThat(
                            successes(
                                    "new Socket(\"127.0.0.1\", %d)"
                                            .formatted(server.getLocalPort()),
                                    "InetAddress.getByName(\"example.com\")",
                                    "Files.readString(Path.of(\"%s\"))".formatted(grader),
                                    "Files.list(Path.of(\"%s\")).toList()".formatted(classes),
                                    "Files.list(Path.of(\"%s\")).toList()"
                                            .formatted(Path.of("").toAbsolutePath()),
                                    "Files.readString(Path.of(\"/etc/passwd\"))",
                                    "Files.readString(Path.of(\"/proc/1/environ\"))",
                                    "Files.list(Path.of(\"/proc/1/root\")).toList()",
                                    "Files.writeString(Path.of(\"%s\"), \"x\")".formatted(target),
                                    "Files.writeString(Path.of(\"/usr/lib/escaped\"), \"x\")",
                                    "Files.writeString(Path.of(System.getProperty(\"java.home\"), \"escaped\"), \"x\")",
                                    "Files.readString(Files.createSymbolicLink(Path.of(\"soft\"), Path.of(\"%s\")))"
                                            .formatted(grader),
                                    "Files.createLink(Path.of(\"hard\"), Path.of(\"%s\"))"
                                            .formatted(grader),
                                    "Class.forName(\"dev.baltoro.agent.sandbox.SandboxPool\")",
                                    "Class.forName(\"dev.baltoro.agent.sandbox.child.JavaChild\")"))
                    .isEmpty();
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void neitherNativeCodeNorOtherProgramsAreRun() throws Exception {
        assertThat(
                        successes(
                                "Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().find(\"fork\").get(), FunctionDescriptor.of(ValueLayout.JAVA_INT))",
                                "MemorySegment.ofAddress(4096).reinterpret(8)",
                                "new ProcessBuilder(\"/bin/sh\", \"-c\", \"true\").start().waitFor()",
                                "new ProcessBuilder(\"ls\").start().waitFor()",
                                "ProcessHandle.of(%d).get().destroyForcibly()"
                                        .formatted(ProcessHandle.current().pid()),
                                "ProcessHandle.current().parent().get().destroyForcibly() ? \"killed\" : (Object) List.of().getFirst()"))
                .isEmpty();
    }

    @Test
    void threadBombIsContained() throws Exception {
        Isolation isolation = sandbox.isolation(Language.JAVA).orElseThrow();
        assumeTrue(isolation.holds(Kind.PROCESSES), isolation::words);
        String source =
                """
                void main() {
                    while (true) {
                        try {
                            Thread.ofPlatform().start(() -> { while (true) {} });
                        } catch (OutOfMemoryError refused) {
                            // again
                        }
                    }
                }
                """;
        assertThat(run(source, "")).isInstanceOf(Outcome.OutOfTime.class);
    }

    @Test
    void tenGigabytesAreOutOfMemory() throws Exception {
        String source =
                """
                void main() {
                    var kept = new java.util.ArrayList<long[]>();
                    for (int i = 0; i < 10_000; i++) { kept.add(new long[1 << 17]); }
                }
                """;
        assertThat(run(source, "")).isEqualTo(new Outcome.OutOfMemory("", ""));
    }

    @Test
    void endlessOutputIsCutOff() throws Exception {
        assertThat(run("void main() { while (true) { IO.println(\"xxxxxxxx\"); } }", ""))
                .isInstanceOfSatisfying(
                        Outcome.TooMuchOutput.class,
                        cut -> assertThat(cut.output()).hasSize(LIMITS.outputBytes()));
    }

    @Test
    void faultsAreToldAsJavaTellsThem() throws Exception {
        assertThat(run("class A { static void main() { int x = 1 / 0; } }", ""))
                .isEqualTo(
                        new Outcome.Finished(
                                1,
                                "",
                                """
                                Exception in thread "main" java.lang.ArithmeticException: / by zero
                                \tat A.main(Program.java:1)
                                """));
        assertThat(run("class A { int x = \"\"; }", ""))
                .isInstanceOfSatisfying(
                        Outcome.Finished.class,
                        finished ->
                                assertThat(finished.errors())
                                        .contains("Program.java:1: error: incompatible types"));
        assertThat(run("class A {}", ""))
                .isEqualTo(new Outcome.Finished(1, "", "error: no class has a method main\n"));
        assertThat(run("void main() { System.exit(7); }", ""))
                .isEqualTo(new Outcome.Finished(7, "", ""));
    }

    @Test
    void everyProtectionThatIsClaimedWasTried() throws Exception {
        Isolation found = sandbox.probe(Language.JAVA).orElseThrow();
        assertThat(found.protections()).noneMatch(one -> one.state() == State.UNTRIED);
        assertThat(found.isClosed()).isTrue();
        assertThat(found.holds(Kind.CPU_TIME)).isTrue();
    }
}
