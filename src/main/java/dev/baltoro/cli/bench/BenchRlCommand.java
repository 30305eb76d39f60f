package dev.baltoro.cli.bench;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.Presets;
import dev.baltoro.rl.bench.BenchFolder;
import dev.baltoro.rl.bench.HandoverBench;
import dev.baltoro.rl.bench.IterationBench;
import dev.baltoro.rl.bench.IterationShape;
import dev.baltoro.rl.bench.ToolWaits;
import dev.baltoro.rl.bench.WaitingBench;
import dev.baltoro.rl.recipe.UpdateSettings.Mode;
import dev.baltoro.train.recipe.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro bench rl`: whole iterations of reinforcement learning on a random model.
@Command(
        name = "rl",
        mixinStandardHelpOptions = true,
        description = {
            "Time reinforcement learning on a random model, prompts of random words and answers of",
            "forced lengths: the three modes, how weights are handed over, rollouts that wait for",
            "tools, and iterations of the shape in which other trainers are measured."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro bench rl --only peer --dtype fp32",
            "  baltoro bench rl --only peer --dtype fp32 --wait 2000 --peer-mode in_flight",
            "  baltoro bench rl --only lengths --spread 1 --tool-millis 500 --json"
        })
final class BenchRlCommand implements Runnable {
    private static final Set<String> PARTS =
            Set.of("lengths", "idle", "handover", "waiting", "peer");

    /// What a world may show between two turns, the template's own tokens included.
    private static final int SHOWN_TOKENS_MAX = 32;

    @Spec private CommandSpec spec;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHAT",
            description = {
                "of lengths (rollouts an hour by mode, answers of log-normal lengths), idle (the same",
                "runs: where their time went), handover, waiting, peer; default: all"
            })
    private List<String> only = List.of("lengths", "idle", "handover", "waiting", "peer");

    @Option(
            names = "--model",
            paramLabel = "PRESET|FILE",
            description = "preset or config.json (default: an 8M shape, see docs/benchmarks.md)")
    private String model = "";

    @Option(
            names = "--dtype",
            paramLabel = "DTYPE",
            description = "fp32, bf16 or auto (default: ${DEFAULT-VALUE})")
    private String dtype = "auto";

    @Option(
            names = "--optimizer",
            paramLabel = "KIND",
            description = "adamw or muon_clip (default: ${DEFAULT-VALUE})")
    private String optimizer = "adamw";

    @Option(
            names = "--objective",
            paramLabel = "KIND",
            description = "k2, token_clipped or grpo (default: ${DEFAULT-VALUE})")
    private String objective = "grpo";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "cores that compute (default: all)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "iterations that count, of each mode (default: ${DEFAULT-VALUE})")
    private int iterations = 6;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "iterations before those, in which the JVM compiles the loops (default: ${DEFAULT-VALUE})")
    private int warmUp = 4;

    @Option(
            names = "--prompts",
            paramLabel = "N",
            description = "groups of an iteration (default: ${DEFAULT-VALUE})")
    private int prompts = 16;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "rollouts of a group (default: ${DEFAULT-VALUE})")
    private int samples = 8;

    @Option(
            names = "--prompt-tokens",
            paramLabel = "N",
            description = "tokens of a prompt (default: ${DEFAULT-VALUE})")
    private int promptTokens = 48;

    @Option(
            names = "--answer-tokens",
            paramLabel = "N",
            description =
                    "tokens of an answer, in `lengths` their median (default: ${DEFAULT-VALUE})")
    private int answerTokens = 64;

    @Option(
            names = "--spread",
            paramLabel = "S",
            description =
                    "standard deviation of the logarithm of lengths, in `lengths` (default: ${DEFAULT-VALUE})")
    private double spread = 1;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "longest conversation, in `lengths` (default: ${DEFAULT-VALUE})")
    private int context = 512;

    @Option(
            names = "--segment-tokens",
            paramLabel = "N",
            description =
                    "tokens after which rollouts wait in the other modes (default: ${DEFAULT-VALUE})")
    private int segmentTokens = 64;

    @Option(
            names = "--under-way",
            paramLabel = "N",
            description =
                    "groups under way in the other modes, as a multiple of --prompts (default: ${DEFAULT-VALUE})")
    private int underWay = 1;

    @Option(
            names = "--kv",
            paramLabel = "WHAT",
            description = {
                "what becomes of keys when weights change, in the other modes: keep, recompute or",
                "standard, each mode's own (default: ${DEFAULT-VALUE})"
            })
    private String kv = "standard";

    @Option(
            names = "--tool-millis",
            paramLabel = "N",
            description =
                    "how long each rollout's tool takes, in `lengths` (default: ${DEFAULT-VALUE})")
    private int toolMillis;

    @Option(
            names = "--wait",
            paramLabel = "MS",
            description = {
                "how long each rollout waits for a tool after half of its tokens, in `peer`: the",
                "median of log-normal times, the same in each run (default: no tool)"
            })
    private int wait;

    @Option(
            names = "--wait-spread",
            paramLabel = "S",
            description =
                    "standard deviation of the logarithm of these times (default: ${DEFAULT-VALUE})")
    private double waitSpread = 0.5;

    @Option(
            names = "--step-tokens",
            paramLabel = "N",
            description =
                    "what a tool counts on a rollout's own clock, in the other modes (default: ${DEFAULT-VALUE})")
    private int stepTokens;

    @Option(
            names = "--peer-mode",
            paramLabel = "MODE",
            description =
                    "synchronous, partial or in_flight, in `peer` (default: ${DEFAULT-VALUE})")
    private Mode peerMode = Mode.SYNCHRONOUS;

    @Option(
            names = "--rollouts",
            split = ",",
            paramLabel = "N",
            description = "how many wait for a tool, in `waiting` (default: 10, 100, 1000, 5000)")
    private List<Integer> rollouts = List.of(10, 100, 1000, 5000);

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "sequences that are decoded, in `handover` (default: ${DEFAULT-VALUE})")
    private int batch = 64;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "measurements of each thing, in `handover` (default: ${DEFAULT-VALUE})")
    private int repeats = 5;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public void run() {
        check();
        PrintWriter out = spec.commandLine().getOut();
        try (BenchFolder folder = BenchFolder.make(config(), 1)) {
            RlFigures figures = json ? new RlFigures() : RlFigures.printedTo(out);
            measure(folder, figures);
            if (json) {
                out.println(figures.json());
                out.flush();
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException e) { // sizes that do not go together
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        for (String part : only) {
            if (!PARTS.contains(part)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--only %s; use lengths, idle, handover, waiting or peer".formatted(part));
            }
        }
        int least = Math.min(Math.min(iterations, prompts), Math.min(batch, repeats));
        least = Math.min(Math.min(least, segmentTokens), Math.min(underWay, threads));
        least = Math.min(Math.min(least, promptTokens), answerTokens);
        if (least < 1
                || warmUp < 0
                || samples < 2
                || toolMillis < 0
                || wait < 0
                || stepTokens < 0
                || !(spread >= 0)
                || !(waitSpread >= 0)) {
            throw new ParameterException(
                    spec.commandLine(), "sizes must be 1 or more, and --samples 2 or more");
        }
    }

    private K2Config config() {
        if (model.isEmpty()) {
            return ConfigJson.parse(PeerShape.JSON, "the peer's shape", note -> {});
        }
        return Files.exists(Path.of(model))
                ? ConfigJson.read(Path.of(model), note -> {})
                : Presets.named(model);
    }

    private void measure(BenchFolder folder, RlFigures figures)
            throws IOException, InterruptedException {
        IterationBench bench = new IterationBench(folder, settings(), iterations, warmUp);
        if (only.contains("peer")) {
            figures.peer(bench.run(peerMode, peerShape()), prompts * samples);
        }
        if (only.contains("lengths") || only.contains("idle")) {
            List<IterationBench.Result> modes = new ArrayList<>();
            for (Mode mode : Mode.values()) {
                modes.add(bench.run(mode, lengthsShape(mode)));
            }
            figures.modes(modes, only.contains("lengths"), only.contains("idle"));
        }
        if (only.contains("handover")) {
            Precision precision = Precision.valueOf(dtype.toUpperCase(Locale.ROOT));
            figures.handover(
                    new HandoverBench(folder, precision.dtype(), threads, batch, repeats).run());
        }
        if (only.contains("waiting")) {
            figures.waiting(
                    new WaitingBench(folder, threads, promptTokens, 2, 5, 500).run(rollouts));
        }
    }

    private List<String> settings() {
        return List.of(
                "precision=" + dtype,
                "workers=" + threads,
                "optimizer.kind=" + optimizer,
                "objective.kind=" + objective,
                "rollout.at_once=" + prompts * samples);
    }

    private IterationShape peerShape() {
        boolean waits = wait > 0;
        return new IterationShape(
                underWay(peerMode),
                samples,
                promptTokens,
                answerTokens,
                0,
                promptTokens + answerTokens + 1 + (waits ? SHOWN_TOKENS_MAX : 0),
                segmentTokens,
                kv,
                stepTokens,
                prompts,
                waits ? 2 : 1,
                new ToolWaits(prompts * samples, wait, waitSpread));
    }

    private IterationShape lengthsShape(Mode mode) {
        return new IterationShape(
                underWay(mode),
                samples,
                promptTokens,
                answerTokens,
                spread,
                context,
                segmentTokens,
                kv,
                stepTokens,
                0,
                1,
                new ToolWaits(1, toolMillis, 0));
    }

    private int underWay(Mode mode) {
        return mode == Mode.SYNCHRONOUS ? prompts : prompts * underWay;
    }
}
