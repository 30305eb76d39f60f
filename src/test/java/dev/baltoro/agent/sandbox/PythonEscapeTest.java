package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.agent.sandbox.Protection.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Python programs that try to get out, to stay, or to use up the machine. After each of them the
/// same sandbox runs an honest one.
class PythonEscapeTest {
    private static final Limits LIMITS =
            Limits.of(Language.PYTHON).withCpuSeconds(1).withProcesses(6);
    private static SandboxPool sandbox;

    @BeforeAll
    static void open() {
        sandbox = OpenSandbox.of(Language.PYTHON, LIMITS);
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
        return PythonAttempts.successes(sandbox, "OSError, ValueError", setUp, attempts);
    }

    private static void assumeHolds(Kind kind) {
        Isolation isolation = sandbox.isolation(Language.PYTHON).orElseThrow();
        assumeTrue(isolation.holds(kind), () -> kind + " is open here: " + isolation.words());
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
                                    "socket.getaddrinfo('example.com', 80)",
                                    "socket.socket(socket.AF_UNIX).connect('/run/docker.sock')",
                                    "socket.socket(socket.AF_UNIX).connect('\\0/tmp/.X11-unix/X0')"))
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
                                        if not sys.prefix.startswith(os.path.join(folder, n))]
                                    return names or open('/nowhere')
                                """,
                                "open('%s').read()".formatted(grader),
                                "others('%s')".formatted(System.getProperty("user.home")),
                                "os.listdir('%s')".formatted(Path.of(classes).toAbsolutePath()),
                                "os.listdir('%s')".formatted(Path.of("").toAbsolutePath()),
                                "open('/etc/passwd').read()",
                                "others('/root')",
                                "others('/home')",
                                "os.listdir('/tmp')",
                                "os.listdir('/.old')[0] if os.listdir('/.old') else open('/')",
                                "os.listdir('/proc/1/root')",
                                "os.listdir('/proc/1/cwd')",
                                "open('/proc/1/environ').read()",
                                "open('/proc/1/mem', 'rb').read(1)",
                                "open('/proc/%d/environ').read()"
                                        .formatted(ProcessHandle.current().pid()),
                                "open('/dev/mem', 'rb')",
                                "open('/dev/vda', 'rb') or open('/dev/sda', 'rb')"))
                .isEmpty();
    }

    @Test
    void nothingCanBeWrittenOutsideTheFolder(@TempDir Path folder) throws Exception {
        Path target = folder.resolve("target.txt");
        Path library = Path.of(System.getProperty("java.home"), "escaped.txt");
        assertThat(
                        successes(
                                """
                                def overwrite(name, text):
                                    os.write(os.open(name, os.O_WRONLY), text.encode())
                                """,
                                "open('%s', 'w')".formatted(target),
                                "open('%s', 'w')".formatted(library),
                                "open('/usr/lib/escaped.txt', 'w')",
                                "open('../escaped.txt', 'w')",
                                "open('/escaped.txt', 'w')",
                                "open(sys.executable, 'ab')",
                                "open(os.__file__, 'a')",
                                "os.chmod(sys.executable, 0o777)",
                                "overwrite('/proc/sys/kernel/hostname', 'x')",
                                "overwrite('/proc/sys/user/max_user_namespaces', '9')",
                                "overwrite('/proc/self/uid_map', '0 0 1')",
                                "os.mkdir('/.old/x')",
                                "os.mknod('device', 0o60666, os.makedev(254, 0)) or open('device', 'rb')"))
                .isEmpty();
        assertThat(target).doesNotExist();
        assertThat(library).doesNotExist();
    }

    @Test
    void linksLeadNowhere(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "a secret");
        assertThat(
                        successes(
                                """
                                os.symlink('%s', 'soft')
                                os.symlink('%s', 'folder')
                                os.symlink('/proc/1/root', 'root')
                                """
                                        .formatted(secret, folder),
                                "open('soft').read()",
                                "open('soft', 'w')",
                                "open('folder/new.txt', 'w')",
                                "os.listdir('folder')",
                                "os.listdir('root')",
                                "os.link('%s', 'hard')".formatted(secret),
                                "os.link(sys.executable, 'hard')"))
                .isEmpty();
        assertThat(secret).hasContent("a secret");
        assertThat(folder.resolve("new.txt")).doesNotExist();
    }

    @Test
    void privilegesCannotBeGained() throws Exception {
        assertThat(
                        successes(
                                """
                                import ctypes
                                libc = ctypes.CDLL(None, use_errno=True)
                                def done(result):
                                    if result != 0:
                                        raise OSError(ctypes.get_errno())
                                """,
                                "done(libc.unshare(0x10000000))",
                                "done(libc.unshare(0x00020000))",
                                "done(libc.mount(b'x', b'/work', b'tmpfs', 0, None))",
                                "done(libc.umount2(b'/', 2))",
                                "os.chroot('/work')",
                                "os.setuid(1000)",
                                "os.nice(-5)",
                                "open('/proc/1/fd/0') and 0",
                                "[open('/proc/1/fd/' + n) for n in os.listdir('/proc/1/fd')]"))
                .isEmpty();
    }

    @Test
    void forkBombIsContained() throws Exception {
        assumeHolds(Kind.PROCESSES);
        Outcome outcome =
                run(
                        """
                        import os
                        while True:
                            try:
                                os.fork()
                            except OSError:
                                pass
                        """,
                        "");
        assertThat(outcome).isInstanceOf(Outcome.OutOfTime.class);
    }

    @Test
    void tenGigabytesAreOutOfMemory() throws Exception {
        assertThat(run("print('begun', flush=True)\nbytearray(10 << 30)", ""))
                .isEqualTo(new Outcome.OutOfMemory("begun\n", ""));
        assertThat(run("kept = []\nwhile True: kept.append('x' * 100000 + str(len(kept)))", ""))
                .isInstanceOf(Outcome.OutOfMemory.class);
    }

    @Test
    void programMayGoOnWithoutTheMemoryThatItWasRefused() throws Exception {
        String source = "try:\n    bytearray(10 << 30)\nexcept MemoryError:\n    print('refused')";
        assertThat(run(source, "")).isEqualTo(new Outcome.Finished(0, "refused\n", ""));
    }

    @Test
    void endlessLoopIsOutOfTime() throws Exception {
        assertThat(run("print('begun', flush=True)\nwhile True: pass", ""))
                .isEqualTo(new Outcome.OutOfTime("begun\n", ""));
    }

    @Test
    void endlessLoopThatWillNotBeToldIsOutOfTime() throws Exception {
        String source =
                "import signal\nfor n in (2, 15, 24, 25): signal.signal(n, signal.SIG_IGN)\n"
                        + "while True: pass";
        assertThat(run(source, "")).isEqualTo(new Outcome.OutOfTime("", ""));
    }

    @Test
    void limitsCannotBeRaised() throws Exception {
        assertThat(
                        successes(
                                "import resource as r",
                                "r.setrlimit(r.RLIMIT_CPU, (100, 100))",
                                "r.setrlimit(r.RLIMIT_AS, (1 << 40, 1 << 40))",
                                "r.setrlimit(r.RLIMIT_NPROC, (1000, 1000))",
                                "r.setrlimit(r.RLIMIT_FSIZE, (1 << 40, 1 << 40))"))
                .isEmpty();
    }

    @Test
    void endlessOutputIsCutOff() throws Exception {
        Outcome output = run("while True: print('x' * 1000)", "");
        assertThat(output).isInstanceOf(Outcome.TooMuchOutput.class);
        assertThat(((Outcome.TooMuchOutput) output).output()).hasSize(LIMITS.outputBytes());
        Outcome errors = run("import sys\nwhile True: print('x' * 1000, file=sys.stderr)", "");
        assertThat(((Outcome.TooMuchOutput) errors).errors()).hasSize(LIMITS.outputBytes());
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
                                "os.truncate(open('sparse', 'wb').fileno(), 1 << 40)",
                                "[open(str(n), 'w').close() for n in range(5000)]",
                                "[os.open('huge', os.O_RDONLY) for n in range(1000)]"))
                .isEmpty();
    }

    @Test
    void parentCannotBeKilled() throws Exception {
        long parent = ProcessHandle.current().pid();
        assertThat(
                        successes(
                                "import signal",
                                "os.kill(%d, 9)".formatted(parent),
                                "os.kill(%d, 0)".formatted(parent)))
                .isEmpty();
        Outcome outcome =
                run(
                        """
                        import os
                        for pid in [os.getppid(), 1, -1] + list(range(3, 40)):
                            if pid != os.getpid():
                                try:
                                    os.kill(pid, 9)
                                except OSError:
                                    pass
                        print('alive')
                        """,
                        "");
        assertThat(outcome).isEqualTo(new Outcome.Finished(0, "alive\n", ""));
    }

    @Test
    void programThatKillsItselfIsKilled() throws Exception {
        assertThat(run("import os\nos.kill(os.getpid(), 9)", ""))
                .isEqualTo(new Outcome.Killed(9, "", ""));
    }

    @Test
    void filesAreGoneForTheNextProgram() throws Exception {
        String list = "import os\nprint(os.getcwd(), os.listdir('.'))";
        assertThat(run("open('note.txt', 'w').write('to my successor')\n" + list, ""))
                .isEqualTo(new Outcome.Finished(0, "/work ['note.txt']\n", ""));
        for (int i = 0; i < 4; i++) {
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
                        places += ['/proc/self/fd/%d' % n for n in range(3, 20)]
                        for place in places:
                            try:
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
    void backgroundProcessesEndWithTheProgram() throws Exception {
        String marker = "outlive-" + System.nanoTime();
        Outcome outcome =
                run(
                        """
                        import os, sys, time
                        for _ in range(2):
                            if os.fork() == 0:
                                os.setsid()
                                if os.fork() == 0:
                                    os.execv(sys.executable, ['python3', '-S', '-c',
                                        'import time; time.sleep(600)', '%s'])
                                os._exit(0)
                        time.sleep(0.3)
                        print('left')
                        """
                                .formatted(marker),
                        "");
        assertThat(outcome).isEqualTo(new Outcome.Finished(0, "left\n", ""));
        assertThat(Marked.processes(marker)).isEmpty();
    }

    @Test
    void inputMayBeIgnoredClosedOrReadWhole() throws Exception {
        String input = "x".repeat(Program.INPUT_BYTES_MAX);
        assertThat(run("print('ignored')", input))
                .isEqualTo(new Outcome.Finished(0, "ignored\n", ""));
        assertThat(run("import os\nos.close(0)\nprint('closed')", input))
                .isEqualTo(new Outcome.Finished(0, "closed\n", ""));
        assertThat(run("import sys\nprint(len(sys.stdin.read()))", input))
                .isEqualTo(new Outcome.Finished(0, input.length() + "\n", ""));
        assertThat(run("print('x')", input + "y")).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void whatWaitsForeverIsHung() throws Exception {
        try (SandboxPool hasty = OpenSandbox.of(Language.PYTHON, LIMITS.withWallSeconds(5))) {
            Program sleeper =
                    new Program(
                            Language.PYTHON,
                            "import time\nprint('begun', flush=True)\ntime.sleep(600)",
                            "");
            assertThat(hasty.run(sleeper)).isEqualTo(new Outcome.Hung("begun\n", ""));
        }
    }

    @Test
    void programsEndWithTheProcessThatAskedForThem(@TempDir Path folder) throws Exception {
        String marker = "orphan-" + System.nanoTime();
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Marked.class.getName(),
                                marker)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            Marked.await(() -> !Marked.processes(marker).isEmpty() || !parent.isAlive());
            assertThat(parent.isAlive()).as(() -> Marked.read(folder.resolve("log"))).isTrue();
        } finally {
            parent.destroyForcibly().waitFor();
        }
        Marked.await(() -> Marked.processes(marker).isEmpty());
    }

    @Test
    void interruptedCallerEndsTheProgram() throws Exception {
        String marker = "interrupted-" + System.nanoTime();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Outcome unused = run(Marked.sleeper(marker), "");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        Marked.await(() -> !Marked.processes(marker).isEmpty());
        caller.interrupt();
        assertThat(caller.join(Duration.ofSeconds(OpenSandbox.PATIENCE_SECONDS))).isTrue();
        Marked.await(() -> Marked.processes(marker).isEmpty());
    }

    @Test
    void everyProtectionThatIsClaimedWasTried() throws Exception {
        Isolation found = sandbox.probe(Language.PYTHON).orElseThrow();
        assertThat(found.protections()).extracting(Protection::kind).containsExactly(Kind.values());
        assertThat(found.protections()).noneMatch(one -> one.state() == Protection.State.UNTRIED);
        assertThat(found.isClosed()).isTrue();
        assertThat(List.of(Kind.MEMORY, Kind.FILE_SIZE, Kind.CPU_TIME)).allMatch(found::holds);
    }
}
