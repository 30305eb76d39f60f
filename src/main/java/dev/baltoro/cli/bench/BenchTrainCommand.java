package dev.baltoro.cli.bench;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.Presets;
import dev.baltoro.model.plan.FlopsPerToken;
import dev.baltoro.model.plan.ModelAccount;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.bench.GemmPeak;
import dev.baltoro.train.bench.ProcessMemory;
import dev.baltoro.train.bench.TrainingBench;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.step.StepResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro bench train`: whole training steps on random tokens.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Time whole optimizer steps on random tokens.",
            "Prints tokens a second, the share of the machine's own matrix-product rate (measured in"
                    + " the same run and dtype), what the optimizer takes, and peak memory."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro bench train --dtype fp32 --optimizer adamw",
            "  baltoro bench train --model nano --rows 32 --steps 5"
        })
final class BenchTrainCommand implements Runnable {
    private static final double RATE = 2e-4;
    @Spec private CommandSpec spec;

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
            names = "--rows",
            paramLabel = "N",
            description = "sequences of a step (default: ${DEFAULT-VALUE})")
    private int rows = 8;

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "tokens of a sequence (default: ${DEFAULT-VALUE})")
    private int length = 256;

    @Option(
            names = "--micro-batch-tokens",
            paramLabel = "N",
            description = "tokens a worker computes at once (default: ${DEFAULT-VALUE})")
    private int microBatchTokens = 4096;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "steps that count (default: ${DEFAULT-VALUE})")
    private int steps = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "steps before those, in which the JVM compiles the loops (default: ${DEFAULT-VALUE})")
    private int warmUp = 20;

    @Option(names = "--workers", paramLabel = "N", description = "threads (default: one a core)")
    private int workers;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            K2Config config = config();
            Recipe recipe = recipe();
            try (TrainingBench bench = new TrainingBench(recipe, config, rows, length)) {
                report(out, config, recipe, bench);
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
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

    private Recipe recipe() {
        return Recipe.parse(
                "{model: {preset: nano}, data: {shards: none}, balance: {sequence_loss: 0}, schedule: {warmup_steps: 0}}",
                List.of(
                        "precision=" + dtype,
                        "optimizer.kind=" + optimizer,
                        "workers=" + workers,
                        "batch.micro_batch_tokens=" + microBatchTokens));
    }

    private void report(PrintWriter out, K2Config config, Recipe recipe, TrainingBench bench)
            throws IOException {
        for (int i = 0; i < warmUp; i++) {
            StepResult.Seconds unused = bench.step(RATE);
        }
        List<StepResult.Seconds> taken = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            taken.add(bench.step(RATE));
        }
        DType compute = recipe.precision().dtype();
        double peak = GemmPeak.measure(compute.productType(), bench.workers());
        double median = median(taken, StepResult.Seconds::total);
        double best = taken.stream().mapToDouble(StepResult.Seconds::total).min().orElse(0);
        double flops =
                FlopsPerToken.of(config, ModelAccount.of(config), length).training()
                        * bench.tokens();
        double optimizerSeconds = median(taken, StepResult.Seconds::optimizer);
        line(
                out,
                "%s %s, %d threads, %d tokens a step",
                compute,
                optimizer,
                bench.workers().count(),
                bench.tokens());
        line(
                out,
                "tokens/s        %,.0f median, %,.0f best",
                bench.tokens() / median,
                bench.tokens() / best);
        line(
                out,
                "model rate      %.0f GFLOP/s, %.0f %% of this machine's %.0f GFLOP/s in %s products",
                flops / median * 1e-9,
                100 * flops / median / peak,
                peak * 1e-9,
                compute.productType());
        line(
                out,
                "step            %.1f ms: gradients %.1f, optimizer %.1f (%.1f %%), QK-Clip %.2f (%.2f %%), copies %.1f",
                1e3 * median,
                1e3 * median(taken, StepResult.Seconds::gradients),
                1e3 * optimizerSeconds,
                100 * optimizerSeconds / median,
                1e3 * median(taken, StepResult.Seconds::clip),
                100 * median(taken, StepResult.Seconds::clip) / median,
                1e3 * median(taken, StepResult.Seconds::refresh));
        if (bench.newtonSchulzOperations() > 0) {
            double predicted = bench.newtonSchulzOperations() / peak;
            double alone = bench.newtonSchulzSeconds();
            line(
                    out,
                    "Newton-Schulz   %.1f GFLOP a step, predicted %.1f ms at the products' rate, took %.1f ms: %.2f times that",
                    bench.newtonSchulzOperations() * 1e-9,
                    1e3 * predicted,
                    1e3 * alone,
                    alone / predicted);
        }
        ProcessMemory.peakBytes()
                .ifPresent(bytes -> line(out, "peak memory     %,d MB", bytes >> 20));
    }

    private static double median(
            List<StepResult.Seconds> taken,
            java.util.function.ToDoubleFunction<StepResult.Seconds> part) {
        double[] sorted = taken.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
