package dev.baltoro.cli.review;

import dev.baltoro.cli.terminal.CommandProcess;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.io.Durable;
import dev.baltoro.synth.review.AcceptedLines;
import dev.baltoro.synth.review.ExportPolicy;
import dev.baltoro.synth.review.ReviewFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro review export`: what reviewers accepted, as JSON lines.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the trajectories that reviewers accepted, as they stand in the file, with a field `review`",
            "that says by whom. It may run while the page is open."
        },
        footerHeading = "%nExample:%n",
        footer = {"  baltoro review export runs/synth --out accepted.jsonl --policy all"})
public final class ReviewExportCommand implements Runnable {
    private static final int BUFFER_BYTES = 1 << 16;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FOLDER", description = "folder with trajectories.jsonl")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to write (default: standard output)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description =
                    "majority: more accept than reject; any: one accepts; all: nobody does otherwise (default: ${DEFAULT-VALUE})")
    private ExportPolicy policy = ExportPolicy.MAJORITY;

    @Override
    public void run() {
        try (ReviewFolder opened =
                ReviewFolder.open(
                        folder,
                        Optional.empty(),
                        InstantSource.system(),
                        spec.commandLine().getErr()::println)) {
            AcceptedLines accepted = opened.accepted(policy);
            long[] count = {0};
            if (out.isPresent()) {
                Files.createDirectories(out.get().toAbsolutePath().resolveSibling(""));
                Durable.replace(
                        out.get(),
                        channel -> {
                            OutputStream stream =
                                    new BufferedOutputStream(
                                            Channels.newOutputStream(channel), BUFFER_BYTES);
                            count[0] = accepted.write(stream);
                            stream.flush(); // the channel is the file's, which is synced next
                        });
            } else {
                OutputStream stream = new BufferedOutputStream(standardOutput(), BUFFER_BYTES);
                count[0] = accepted.write(stream);
                stream.flush();
            }
            spec.commandLine()
                    .getErr()
                    .printf(
                            "wrote %,d accepted trajectories%s%n",
                            count[0], out.map(file -> " to " + file).orElse(""));
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private OutputStream standardOutput() {
        return ((CommandProcess) spec.root().userObject()).streams().out();
    }
}
