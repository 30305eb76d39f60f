package dev.baltoro.cli.review;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.ServeLog;
import dev.baltoro.cli.terminal.StopSignal;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.HttpServer;
import dev.baltoro.serve.http.ServerLimits;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.serve.web.review.ReviewPage;
import dev.baltoro.synth.review.ReviewFolder;
import dev.baltoro.synth.review.SamplePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro review`: a page on which people review trajectories, until Ctrl-C.
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        subcommands = {ReviewExportCommand.class},
        description = {
            "Serves a page on which people review trajectories by keys: accept, reject or unsure, with a reason.",
            "FOLDER has trajectories.jsonl, as `baltoro synth` writes it; what reviewers say is kept beside it in"
                    + " review.sqlite. Only this machine reaches the page."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  baltoro review runs/synth",
            "  baltoro review runs/synth --sample 300 --seed 7 --overlap 0.5",
            "  baltoro review export runs/synth --out accepted.jsonl"
        })
public final class ReviewCommand implements Runnable {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "folder with trajectories.jsonl")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--sample",
            paramLabel = "N",
            description =
                    "how many to review, 0 for all: drawn by stratum and by what rules and judge said (default: the sample there is, else 200)")
    private Optional<Integer> size = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "of the sample (default: 0)")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--overlap",
            paramLabel = "SHARE",
            description = "share of the sample that every reviewer sees (default: 0.25)")
    private Optional<Double> overlap = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port to listen on, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port = 8090;

    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        Path reviewed = folder.orElseThrow(() -> misused("name a folder with trajectories.jsonl"));
        Optional<SamplePlan> plan = plan();
        ServerOptions options = options();
        ServeLog.install();
        try (ReviewFolder opened =
                        ReviewFolder.open(reviewed, plan, InstantSource.system(), err::println);
                HttpServer server =
                        new HttpServer(options, new ReviewPage(opened).routes(), (_, _, _) -> {});
                StopSignal stop = StopSignal.install()) {
            server.start();
            err.printf("reviewing on http://%s:%d%n", ServerOptions.LOOPBACK, server.port());
            stop.await();
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.println("stopped; every verdict is kept");
    }

    /// {@return the sample that is asked for; none if no option says anything of it}
    private Optional<SamplePlan> plan() {
        if (size.isEmpty() && seed.isEmpty() && overlap.isEmpty()) {
            return Optional.empty();
        }
        SamplePlan standard = SamplePlan.standard();
        try {
            return Optional.of(
                    new SamplePlan(
                            size.orElse(standard.size()),
                            seed.orElse(standard.seed()),
                            overlap.orElse(standard.overlap())));
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    private ServerOptions options() {
        try {
            return new ServerOptions(
                    ServerOptions.LOOPBACK,
                    port,
                    ApiKeys.of(List.of()),
                    Optional.empty(),
                    ServerLimits.standard());
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
