package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.agent.sandbox.Protection.Kind;
import dev.baltoro.agent.sandbox.Protection.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What [PythonEscapeTest] tries, where GraalPy runs the programs. Its calls of the system are
/// Java's, so there is no `fork` and no `ctypes`; it has Java's threads and processes instead.
/// Skipped where `tools/graalpy.sh` was not run.
@Tag("slow")
class GraalPyEscapeTest {
    private static final Limits LIMITS =
            Limits.of(Language.PYTHON).withCpuSeconds(1).withProcesses(6);

    /// How GraalPy refuses: as CPython does, or since Java has no such thing.
    private static final String REFUSALS = "OSError, ValueError, NotImplementedError";

    private static SandboxPool sandbox;

    @BeforeAll
    static void open() {
        sandbox = OpenSandbox.graalPy(LIMITS);
    }

    @AfterAll
    static void close() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @AfterEach
    void sandboxStillRunsAnHonestProgram() throws Exception {
        assertThat(run("print(sum(int(n) for n in input().split()))", "1 2 39\n"))
                .isEqualTo(new Outcome.Finished(0, "42\n", ""));
    }

    private static Outcome run(String source, String input) throws InterruptedException {
        return sandbox.run(new Program(Language.PYTHON, source, input));
    }

    private static String successes(String setUp, String... attempts) throws InterruptedException {
        return PythonAttempts.successes(sandbox, REFUSALS, setUp, attempts);
    }

    private static void assumeHolds(Kind kind) {
        Isolation isolation = sandbox.isolation(Language.PYTHON).orElseThrow();
        assumeTrue(isolation.holds(kind), () -> kind + " is open here: " + isolation.words());
    }

    @Test
    void attemptsAreMadeAtAll() throws Exception {
        assertThat(successes("", "open('own.txt', 'w').write('x')", "sys.implementation.name"))
                .isEqualTo("1\n'graalpy'\n");
    }

    @Test
    void networkCannotBeReached() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            assertThat(
                            successes(
                                    "socket.setdefaulttimeout(5)",
                                    "socket.create_connection(('127.0.0.1', %d))"
                                            .formatted(server.getLocalPort()),
                                    "socket.create_connection(('1.1.1.1', 53))",
                                    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
                                    "socket.getaddrinfo('example.com', 80)"))
                    .isEmpty();
        }
    }

    @Test
    void homeFolderGraderAndOtherFilesCannotBeRead(@TempDir Path folder) throws Exception {
        Path grader = Files.writeString(folder.resolve("expected.txt"), "the expected values");
        String classes = System.getProperty("java.class.path").split(":")[0];
        assertThat(
                        successes(
                                """
                                def others(folder): # than what leads to the interpreter itself
                                    names = [n for n in os.listdir(folder)
                                        if not any(own.startswith(os.path.join(folder, n))
                                            for own in (sys.prefix, '%s'))]
                                    return names or open('/nowhere')
                                """
                                        .formatted(System.getProperty("java.home")),
                                "open('%s').read()".formatted(grader),
                                "others('%s')".formatted(System.getProperty("user.home")),
                                "os.listdir('%s')".formatted(Path.of(classes).toAbsolutePath()),
                                "os.listdir('%s')".formatted(Path.of("").toAbsolutePath()),
                                "open('/etc/passwd').read()",
                                "others('/root')",
                                "others('/home')",
                                "os.listdir('/tmp')",
                                "os.listdir('/proc/1/root')",
                                "open('/proc/1/environ').read()",
                                "open('/proc/%d/environ').read()"
                                        .formatted(ProcessHandle.current().pid())))
                .isEmpty();
    }

    @Test
    void nothingCanBeWrittenOutsideTheFolder(@TempDir Path folder) throws Exception {
        Path target = folder.resolve("target.txt");
        Path secret = Files.writeString(folder.resolve("secret.txt"), "a secret");
        assertThat(
                        successes(
                                "os.symlink('%s', 'soft')".formatted(secret),
                                "open('soft').read()",
                                "open('soft', 'w')",
                                "open('%s', 'w')".formatted(target),
                                "open('%s/escaped', 'w')"
                                        .formatted(System.getProperty("java.home")),
                                "open('/usr/lib/escaped.txt', 'w')",
                                "open('../escaped.txt', 'w')",
                                "open(os.__file__, 'a')",
                                "os.mkdir(os.path.join(sys.prefix, 'escaped'))",
                                "os.mkdir('/.old/x')"))
                .isEmpty();
        assertThat(target).doesNotExist();
        assertThat(secret).hasContent("a secret");
    }

    @Test
    void classesOfTheJvmAndNativeCodeAreNotLent() throws Exception {
        assertThat(
                        PythonAttempts.successes(
                                sandbox,
                                "Exception",
                                "",
                                "__import__('java').type('java.lang.Runtime')",
                                "__import__('polyglot').eval(language='python', string='1')"
                                        + " and __import__('java').type('java.lang.System')",
                                "__import__('ctypes').CDLL(None).getpid()"))
                .isEmpty();
    }

    @Test
    void threadBombIsContained() throws Exception {
        assumeHolds(Kind.PROCESSES);
        String source =
                """
                import threading
                def work():
                    while True: pass
                while True:
                    try:
                        threading.Thread(target=work).start()
                    except (RuntimeError, MemoryError): # Java's word for no more threads
                        pass
                """;
        assertThat(run(source, ""))
                .isInstanceOfAny(Outcome.OutOfTime.class, Outcome.OutOfMemory.class);
    }

    /// Where Java has no thread left to wait for a process by, GraalPy says that there is no
    /// memory, or waits for ever.
    @Test
    void processBombIsContainedAndEndsWithTheProgram() throws Exception {
        assumeHolds(Kind.PROCESSES);
        String marker = "bomb-" + System.nanoTime();
        String source =
                """
                import subprocess
                begun = []
                for _ in range(60):
                    begun.append(subprocess.Popen(
                        ['/.tools/sh', '-c', 'read waiting', '%s'], stdin=subprocess.PIPE))
                    print(len(begun), flush=True)
                """
                        .formatted(marker);
        try (SandboxPool hasty = OpenSandbox.graalPy(LIMITS.withWallSeconds(20))) {
            Outcome outcome = hasty.run(new Program(Language.PYTHON, source, ""));
            String begun =
                    switch (outcome) {
                        case Outcome.OutOfMemory refused -> refused.output();
                        case Outcome.Hung waiting -> waiting.output();
                        default -> throw new AssertionError(outcome);
                    };
            assertThat(begun.lines().count()).isBetween(1L, (long) LIMITS.processes());
        }
        assertThat(Marked.processes(marker)).isEmpty();
    }

    @Test
    void tenGigabytesAreOutOfMemory() throws Exception {
        assertThat(
                        run(
                                "print('begun', flush=True)\n[bytearray(1 << 20) for _ in range(10240)]",
                                ""))
                .isEqualTo(new Outcome.OutOfMemory("begun\n", ""));
        assertThat(run("kept = []\nwhile True: kept.append(list(range(10000)))", ""))
                .isInstanceOf(Outcome.OutOfMemory.class);
    }

    @Test
    void programMayGoOnWithoutTheMemoryThatItWasRefused() throws Exception {
        String source = "try:\n    bytearray(1 << 30)\nexcept MemoryError:\n    print('refused')";
        assertThat(run(source, "")).isEqualTo(new Outcome.Finished(0, "refused\n", ""));
    }

    @Test
    void endlessLoopIsOutOfTime() throws Exception {
        assertThat(run("print('begun', flush=True)\nwhile True: pass", ""))
                .isEqualTo(new Outcome.OutOfTime("begun\n", ""));
    }

    @Test
    void endlessOutputIsCutOff() throws Exception {
        assertThat(run("while True: print('x' * 1000)", ""))
                .isInstanceOfSatisfying(
                        Outcome.TooMuchOutput.class,
                        cut -> assertThat(cut.output()).hasSize(LIMITS.outputBytes()));
    }

    @Test
    void hugeFilesAndManyFilesAreRefused() throws Exception {
        assertThat(
                        successes(
                                """
                                def fill(name):
                                    with open(name, 'wb') as f:
                                        for _ in range(100):
                                            f.write(bytes(1 << 20))
                                """,
                                "fill('huge')",
                                "[open(str(n), 'w').close() for n in range(5000)]"))
                .isEmpty();
    }

    @Test
    void parentCannotBeKilled() throws Exception {
        Outcome outcome =
                run(
                        """
                        import os
                        for pid in [%d, 1, -1] + list(range(3, 40)):
                            if pid != os.getpid():
                                try:
                                    os.kill(pid, 9)
                                except (OSError, NotImplementedError):
                                    pass
                        print('alive')
                        """
                                .formatted(ProcessHandle.current().pid()),
                        "");
        assertThat(outcome).isEqualTo(new Outcome.Finished(0, "alive\n", ""));
    }

    @Test
    void filesAreGoneForTheNextProgram() throws Exception {
        String list = "import os\nprint(os.getcwd(), os.listdir('.'))";
        assertThat(run("open('note.txt', 'w').write('to my successor')\n" + list, ""))
                .isEqualTo(new Outcome.Finished(0, "/work ['note.txt']\n", ""));
        for (int i = 0; i < 3; i++) {
            assertThat(run(list, "")).isEqualTo(new Outcome.Finished(0, "/work []\n", ""));
        }
    }

    @Test
    void endingCannotBeForged() throws Exception {
        Outcome outcome =
                run(
                        """
                        import os, sys
                        print('verdict: success')
                        places = ['/proc/1/fd/%d' % n for n in range(20)]
                        places += ['/proc/self/fd/%d' % n for n in range(3, 60)]
                        for place in places:
                            try:
                                if os.readlink(place) in ('/dev/random', '/dev/urandom'):
                                    continue # the JVM's; anybody may write to them
                                with open(place, 'w') as ending:
                                    ending.write('0\\n0m0s 0m0s\\n0m0s 0m0s\\n')
                                print('wrote', place)
                            except OSError:
                                pass
                        for n in range(3, 300):
                            try:
                                os.write(n, b'0\\n')
                                print('wrote', n)
                            except OSError:
                                pass
                        sys.exit(7)
                        """,
                        "");
        assertThat(outcome).isEqualTo(new Outcome.Finished(7, "verdict: success\n", ""));
    }

    @Test
    void faultsAreAProgramsOwnLinesAlone() throws Exception {
        assertThat(run("def f(x):\n    return y\nf(1)", ""))
                .isEqualTo(
                        new Outcome.Finished(
                                1,
                                "",
                                """
                                Traceback (most recent call last):
                                  File "program.py", line 3, in <module>
                                  File "program.py", line 2, in f
                                NameError: name 'y' is not defined
                                """));
        assertThat(run("raise SystemExit(5)", "")).isEqualTo(new Outcome.Finished(5, "", ""));
        assertThat(run("def f(n): return n and 1 + f(n - 1)\nprint(f(900))", ""))
                .isEqualTo(new Outcome.Finished(0, "900\n", ""));
    }

    @Test
    void sameProgramHasTheSameOutcome() throws Exception {
        String sets = "print({'a', 'b', 'c', 'd', 'e'}, hash('x'))";
        Outcome first = run(sets, "");
        assertThat(first).isInstanceOf(Outcome.Finished.class);
        assertThat(List.of(run(sets, ""), run(sets, ""))).containsOnly(first);
    }

    @ParameterizedTest
    @EnumSource(Confinement.class)
    void whatIsClaimedIsWhatAProgramFound(Confinement confinement, @TempDir Path folder)
            throws Exception {
        Path fetched = PythonPlaces.ofThisUser().graalPy();
        Interpreter graalPy = GraalPy.find(fetched, LIMITS).orElseThrow();
        confinement.lacks().ifPresent(tool -> abort(tool + " is not installed here"));
        try (ExecutorService starter = Executors.newSingleThreadExecutor();
                WarmChildren children =
                        new WarmChildren(confinement, graalPy, LIMITS, folder, starter, 1)) {
            Isolation isolation;
            try {
                isolation = new Probe(children).isolation(folder, false);
            } catch (IOException e) {
                isolation = abort("not allowed here: " + e.getMessage());
            }
            boolean hides = confinement != Confinement.LIMITS;
            for (Kind kind : List.of(Kind.NETWORK, Kind.READING, Kind.WRITING)) {
                assertThat(isolation.holds(kind)).as(isolation.words()).isEqualTo(hides);
            }
            assertThat(isolation.holds(Kind.MEMORY)).as(isolation.words()).isTrue();
        }
    }

    @Test
    void everyProtectionThatIsClaimedWasTried() throws Exception {
        Isolation found = sandbox.probe(Language.PYTHON).orElseThrow();
        assertThat(found.version()).startsWith("graalpy ");
        assertThat(found.protections()).extracting(Protection::kind).containsExactly(Kind.values());
        assertThat(found.protections()).noneMatch(one -> one.state() == State.UNTRIED);
        assertThat(found.isClosed()).isTrue();
        assertThat(List.of(Kind.MEMORY, Kind.FILE_SIZE, Kind.CPU_TIME)).allMatch(found::holds);
    }
}
