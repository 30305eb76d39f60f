package dev.baltoro.cli.synth;

import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.cli.agent.ListedToolsFile;
import dev.baltoro.cli.model.EndpointOptions;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.io.Durable;
import dev.baltoro.synth.request.Phrases;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.TeachingRun;
import dev.baltoro.synth.value.Surroundings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro synth requests`: what people would type to an agent with these tools, as JSON lines.
@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        description = {
            "Writes requests as people would type them to an agent with the given tools, and the calls",
            "that answer them, as JSON lines. The same options give the same lines; no model takes part.",
            "With --teacher, a model says each request anew in one of many voices; what does not lead it back to",
            "the same calls is refused. Every answer is kept in the folder --run, and none is asked for twice."
        },
        footer = {
            "",
            "Example:",
            "  baltoro synth requests --tools tools.json --count 200 --seed 7",
            "  baltoro synth requests --tools tools.json --count 2000 --teacher https://HOST/v1 \\",
            "      --teacher-model NAME --teacher-key-env MY_KEY --prices 0.15,0.6"
        })
public final class SynthRequestsCommand implements Runnable {
    private static final int COUNT_MAX = 10_000_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--tools",
            required = true,
            paramLabel = "FILE",
            description = "an MCP server's answer to tools/list")
    private Path tools = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "how many requests (default: ${DEFAULT-VALUE})")
    private int count = 20;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the requests (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--phrases",
            paramLabel = "SPLIT",
            description = "train, held-out or all (default: train)")
    private String phrases = "train";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to write (default: standard output)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "folder of a teacher's work (default: ${DEFAULT-VALUE})")
    private Path run = Path.of("runs/requests");

    @Mixin private TeacherOptions teacher = new TeacherOptions();

    @Mixin private EndpointOptions endpoint = new EndpointOptions();

    @Override
    public void run() {
        if (count < 1 || count > COUNT_MAX) {
            throw misused("--count is %d; use 1 to %,d".formatted(count, COUNT_MAX));
        }
        teacher.check(endpoint);
        try {
            if (teacher.isSet()) {
                teach();
                return;
            }
            RequestWriter requests =
                    RequestWriter.of(ListedToolsFile.read(tools), Surroundings.NONE, seed)
                            .with(split());
            if (out.isPresent()) {
                Files.createDirectories(out.get().toAbsolutePath().resolveSibling(""));
                Durable.replace(
                        out.get(),
                        channel -> {
                            Writer writer =
                                    new BufferedWriter(
                                            Channels.newWriter(channel, StandardCharsets.UTF_8));
                            write(requests, writer);
                            writer.flush(); // the channel is the file's, which is synced next
                        });
                spec.commandLine().getErr().printf("wrote %,d requests to %s%n", count, out.get());
            } else {
                PrintWriter writer = spec.commandLine().getOut();
                write(requests, writer);
                writer.flush();
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private void teach() throws IOException {
        if (out.isPresent()) {
            throw misused("--out goes without --teacher; a teacher's work is in the folder --run");
        }
        if (count > TeachingRun.COUNT_MAX) {
            throw misused(
                    "--count is %d; with --teacher use up to %,d"
                            .formatted(count, TeachingRun.COUNT_MAX));
        }
        try {
            new TaughtRequests(
                            ListedToolsFile.read(tools),
                            count,
                            seed,
                            split(),
                            teacher,
                            endpoint.terms(teacher.parallel()),
                            run)
                    .run(spec);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted; the same command goes on", e);
        }
    }

    private Phrases split() {
        return switch (phrases) {
            case "train" -> Phrases.TRAIN;
            case "held-out" -> Phrases.HELD_OUT;
            case "all" -> Phrases.ALL;
            default ->
                    throw misused(
                            "--phrases is `%s`; use train, held-out or all".formatted(phrases));
        };
    }

    private void write(RequestWriter requests, Writer writer) throws IOException {
        for (long i = 0; i < count; i++) {
            writer.write(ToolRequestFile.line(requests.write(i)));
            writer.write('\n');
        }
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
