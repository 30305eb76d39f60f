package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.serve.http.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official Python and Node clients of OpenAI and Anthropic, as their registries have them
/// today, against a server over random weights.
///
/// They are installed into a temporary folder. Where that cannot be done the tests are skipped.
class OfficialClientsTest {
    private static final Path SCRIPTS = Path.of("tools", "clients");

    /// More is a registry that cannot be reached.
    private static final long INSTALL_SECONDS_MAX = 240;

    private static final long CHECK_SECONDS_MAX = 240;
    private static final int CHECKS = 12;

    private static Served served;

    @TempDir private Path folder;

    private record Ran(int status, String output) {}

    @BeforeAll
    static void open() {
        served = Served.open(ServerOptions.local());
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void pythonClientsAreServed() throws Exception {
        Path python = folder.resolve("venv/bin/python");
        require("python3", "-m", "venv", "venv");
        require(
                python.toString(),
                "-m",
                "pip",
                "install",
                "-q",
                "-r",
                SCRIPTS.resolve("requirements.txt").toAbsolutePath().toString());
        check(python.toString(), SCRIPTS.resolve("check.py").toAbsolutePath().toString());
    }

    @Test
    void nodeClientsAreServed() throws Exception {
        for (String file : List.of("package.json", "check.js")) {
            Files.copy(SCRIPTS.resolve(file), folder.resolve(file));
        }
        require("npm", "install", "--no-audit", "--no-fund", "--loglevel", "error");
        check("node", "check.js");
    }

    private void check(String program, String script) throws Exception {
        Ran ran = run(CHECK_SECONDS_MAX, program, script, served.url(""), Served.NAME);
        assertThat(ran.status).as(ran.output).isZero();
        assertThat(ran.output.lines().filter(line -> line.startsWith("ok "))).hasSize(CHECKS);
    }

    /// Goes on only if a command that needs a program or a registry succeeds.
    private void require(String... command) throws InterruptedException {
        Ran ran;
        try {
            ran = run(INSTALL_SECONDS_MAX, command);
        } catch (IOException e) {
            ran = new Ran(-1, String.valueOf(e.getMessage()));
        }
        String last = ran.output.lines().filter(it -> !it.isBlank()).reduce("", (_, line) -> line);
        assumeTrue(
                ran.status == 0,
                "the official clients cannot be installed here: %s: %s"
                        .formatted(String.join(" ", command), last));
    }

    private Ran run(long secondsMax, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            return ended
                    ? new Ran(process.exitValue(), text)
                    : new Ran(-1, "not done after %d s".formatted(secondsMax));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
