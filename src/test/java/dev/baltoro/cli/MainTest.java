package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.terminal.ErrorReport;
import dev.baltoro.cli.terminal.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private static final int CHILD_SECONDS_MAX = 60;

    @TestFactory
    List<DynamicTest> everyCommandHasADescriptionAnExampleAndTheTrace() {
        List<DynamicTest> tests = new ArrayList<>();
        walk(
                new CommandLine(
                        new Main(
                                StandardStreams.of(
                                        InputStream.nullInputStream(),
                                        OutputStream.nullOutputStream()))),
                new ArrayList<>(),
                tests);
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void walk(CommandLine command, List<String> words, List<DynamicTest> tests) {
        String name = "baltoro " + String.join(" ", words);
        tests.add(
                DynamicTest.dynamicTest(
                        name.strip(),
                        () -> {
                            List<Object> arguments = new ArrayList<>(words);
                            arguments.add("--help");
                            Ran help = Ran.of(arguments.toArray());
                            assertThat(help.code()).isZero();
                            assertThat(help.err()).isEmpty();
                            assertThat(help.out())
                                    .contains("--verbose")
                                    .containsPattern("Examples?:");
                            assertThat(help.out().substring(help.out().indexOf("Example")))
                                    .contains(name.strip());
                            assertThat(command.getCommandSpec().usageMessage().description())
                                    .isNotEmpty();
                        }));
        command.getSubcommands()
                .forEach((sub, line) -> {
                    List<String> deeper = new ArrayList<>(words);
                    deeper.add(sub);
                    walk(line, deeper, tests);
                });
    }

    @Test
    void commandsAreListedByWhatTheyAreFor() {
        Ran help = Ran.of("--help");
        assertThat(help.out()).contains("Start here:", "  doctor", "Use a model:", "  logprobs");
        assertThat(help.out()).doesNotContain("Other:");
        assertThat(Ran.of("data", "prepare", "--version").out()).startsWith("baltoro 0.");
    }

    @Test
    void misuseIsOneLineWithAHintAndExitCodeTwo() {
        assertMisuse(
                Ran.of("doctr"),
                "doctr is not a command; did you mean doctor",
                "see baltoro --help");
        assertMisuse(Ran.of(), "name a command: ", " doctor,", "see baltoro --help");
        assertMisuse(Ran.of("data"), "name a command: prepare, inspect", "see baltoro data --help");
        assertMisuse(Ran.of("plan", "nano", "--gpu", "3"), "--gpus", "see baltoro plan --help");
        assertMisuse(
                Ran.of("tokenizer", "encode"), "--tokenizer", "baltoro tokenizer encode --help");
        assertMisuse(Ran.of("plan", "nano", "--gpus", "many"), "many", "baltoro plan --help");
        assertMisuse(
                Ran.of("generate", "--model", "x", "--prompt", "y", "--top-p", "2"),
                "--top-p is 2.0");
        assertMisuse(Ran.of("data", "inspect", "x", "--documents", 2), "needs --tokenizer");
        assertMisuse(
                Ran.of(
                        "data",
                        "prepare",
                        "--domain",
                        "a=b",
                        "--tokenizer",
                        "t",
                        "--out",
                        "o",
                        "--held-out",
                        2),
                "held-out share",
                "see baltoro data prepare --help");
        assertMisuse(Ran.of("logprobs", "--model", "x", "--dtype", "fp8"), "--dtype is fp8");
    }

    private static void assertMisuse(Ran ran, String... parts) {
        assertThat(ran.err().strip()).hasLineCount(1).contains(parts);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void failuresAreOneLineAndVerboseAddsTheTrace(@TempDir Path folder) {
        Path none = folder.resolve("none");
        assertFailure(Ran.of("plan", none), "none", "kimi-k2");
        assertFailure(Ran.of("data", "inspect", none), none.toString());
        assertFailure(Ran.of("tokenizer", "decode", "--tokenizer", none), "is absent; name");
        assertFailure(Ran.of("logprobs", "--model", none), "is not a folder; name one");
        assertFailure(Ran.of("logprobs", "--model", folder), "config.json");
        Ran traced = Ran.of("plan", none, "--verbose");
        assertThat(traced.code()).isOne();
        assertThat(traced.err()).contains("\tat dev.baltoro.cli.PlanCommand");
    }

    private static void assertFailure(Ran ran, String... parts) {
        assertThat(ran.err().strip()).hasLineCount(1).contains(parts);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isOne();
    }

    @Test
    void readerThatGoesAwayIsNoErrorAndAFullDiskIsOne(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "the lazy dog ".repeat(50));
        Path tokenizer = folder.resolve("tok");
        assertThat(
                        Ran.of(
                                        "tokenizer",
                                        "train",
                                        "--input",
                                        folder,
                                        "--vocab-size",
                                        300,
                                        "--out",
                                        tokenizer)
                                .code())
                .isZero();

        for (List<String> arguments :
                List.of(
                        List.of("plan", "nano"),
                        List.of("tokenizer", "encode", "--tokenizer", tokenizer.toString()))) {
            Ran broken = Ran.into(failing("Broken pipe"), "{\"text\":\"a\"}", arguments.toArray());
            assertThat(broken).isEqualTo(new Ran(0, "", ""));
            Ran full =
                    Ran.into(
                            failing("No space left on device"),
                            "{\"text\":\"a\"}",
                            arguments.toArray());
            assertThat(full.code()).isOne();
            assertThat(full.err().strip())
                    .startsWith("standard output: No space left on device")
                    .hasLineCount(1);
        }
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void unexpectedErrorsAreNamedByTypeInOneLine() {
        InputStream in = new ByteArrayInputStream(new byte[0]);
        Main main = new Main(StandardStreams.of(in, OutputStream.nullOutputStream()));
        java.io.StringWriter err = new java.io.StringWriter();
        ErrorReport report = new ErrorReport(main, new java.io.PrintWriter(err, true));
        assertThat(report.failed(new IllegalStateException("two\n  lines"))).isOne();
        assertThat(report.failed(new UnsatisfiedLinkError("no jnitorch"))).isOne();
        assertThat(err.toString().lines())
                .containsExactly(
                        "unexpected IllegalStateException: two lines; run again with --verbose and report it",
                        "the native library cannot be loaded (no jnitorch); baltoro doctor says what is missing");
    }

    @Test
    void helpLoadsNeitherLibtorchNorJackson() throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-verbose:class",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--help")
                        .redirectErrorStream(true)
                        .start();
        String loaded = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(CHILD_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(loaded).contains("dev.baltoro.cli.LogprobsCommand");
        assertThat(loaded).doesNotContain("org.bytedeco").doesNotContain("tools.jackson");
    }
}
