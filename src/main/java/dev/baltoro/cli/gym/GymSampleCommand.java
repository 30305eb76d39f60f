package dev.baltoro.cli.gym;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.io.Durable;
import dev.baltoro.rl.gym.GymMix;
import dev.baltoro.rl.gym.TaskRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro gym sample`: tasks, or their solutions, as JSON lines.
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Writes tasks as JSON lines in OpenAI's format; with --solve, each with its solution,",
            "as training data for `baltoro sft`. The same options give the same lines."
        },
        footer = {
            "",
            "Example:",
            "  baltoro gym sample memory=2 units --difficulty 1-2 --count 20000 --solve --out sft.jsonl"
        })
public final class GymSampleCommand implements Runnable {
    private static final int COUNT_MAX = 10_000_000;

    /// Tasks that are worked on before their lines are written.
    private static final int AT_ONCE = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "GYM[=WEIGHT]",
            description = "gyms to draw from, with a weight for each (default: 1)")
    private List<String> gyms = List.of();

    @Option(
            names = "--split",
            converter = GymNames.SplitName.class,
            paramLabel = "SPLIT",
            description = "train, new-instances, new-phrasings or new-kind (default: train)")
    private Split split = Split.TRAIN;

    @Option(
            names = "--difficulty",
            paramLabel = "N[-M]",
            description =
                    "difficulty, or from which to which, capped at a gym's largest (default: 1)")
    private String difficulty = "1";

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "how many tasks (default: ${DEFAULT-VALUE})")
    private int count = 10;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the tasks (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--solve", description = "with the solver's turns")
    private boolean solve;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to write (default: standard output)")
    private Optional<Path> out = Optional.empty();

    @Override
    public void run() {
        if (count < 1 || count > COUNT_MAX) {
            throw misused("--count is %d; use 1 to %,d".formatted(count, COUNT_MAX));
        }
        try (GymSandbox sandbox = new GymSandbox()) {
            GymMix mix = mix(sandbox);
            if (out.isPresent()) {
                Files.createDirectories(out.get().toAbsolutePath().resolveSibling(""));
                Durable.replace(out.get(), channel -> write(mix, channel));
                spec.commandLine().getErr().printf("wrote %,d tasks to %s%n", count, out.get());
            } else {
                PrintWriter writer = spec.commandLine().getOut();
                write(mix, writer);
                writer.flush();
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private GymMix mix(GymSandbox sandbox) {
        Range range = range();
        try {
            List<GymMix.Part> parts = new ArrayList<>();
            for (String written : gyms) {
                parts.add(part(written, range, sandbox));
            }
            return new GymMix(parts, split, seed);
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    private GymMix.Part part(String written, Range range, GymSandbox sandbox) {
        int equals = written.indexOf('=');
        String name = equals < 0 ? written : written.substring(0, equals);
        double weight = equals < 0 ? 1 : weight(written, equals);
        return new GymMix.Part(GymNames.gym(spec, name, sandbox), weight, range.from, range.to);
    }

    private record Range(int from, int to) {}

    private Range range() {
        String[] ends = difficulty.split("-", -1);
        try {
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[ends.length - 1]);
            if (ends.length <= 2 && from >= 1 && from <= to) {
                return new Range(from, to);
            }
        } catch (NumberFormatException e) {
            throw misused("--difficulty is `%s`; use 2, or 1-3".formatted(difficulty));
        }
        throw misused("--difficulty is `%s`; use 2, or 1-3".formatted(difficulty));
    }

    private double weight(String written, int equals) {
        try {
            return Double.parseDouble(written.substring(equals + 1));
        } catch (NumberFormatException e) {
            throw misused("`%s` has no weight after the `=`; use memory=2".formatted(written));
        }
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private void write(GymMix mix, FileChannel channel) throws IOException {
        Writer writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
        write(mix, writer);
        writer.flush(); // the channel is the file's, which is synced next
    }

    /// Solves on all cores and writes in order.
    private void write(GymMix mix, Writer writer) throws IOException {
        for (long from = 0; from < count; from += AT_ONCE) {
            List<String> lines =
                    LongStream.range(from, Math.min(count, from + AT_ONCE))
                            .parallel()
                            .mapToObj(i -> line(mix.task(i)))
                            .toList();
            for (String line : lines) {
                writer.write(line);
                writer.write('\n');
            }
        }
    }

    private String line(Task task) {
        if (!solve) {
            Episode episode = new Episode(task);
            return TaskRecord.line(task, episode.reset(), episode.tools());
        }
        if (!(task instanceof Task.Verified verified)) {
            throw misused(
                    "%s has no solver: a model judges its tasks; leave it out"
                            .formatted(task.id().gym()));
        }
        try {
            return TaskRecord.solved(verified);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted at " + task.id(), e);
        }
    }
}
