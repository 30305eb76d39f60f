package dev.baltoro.cli.bench;

import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.engine.bench.EngineBench;
import dev.baltoro.engine.bench.EngineBench.Samples;
import dev.baltoro.engine.bench.FairnessBench;
import dev.baltoro.model.K2Model;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro bench serve`: prompts, decoding, shared prefixes and new weights on random tokens.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Time the inference engine on random tokens: prompts, decoding at several batches, the",
            "first token after a shared prefix, and a change of weights. Medians with minimum and",
            "maximum; set OMP_WAIT_POLICY=PASSIVE for other engines that run at the same time."
        },
        footerHeading = "%nExample:%n",
        footer = "  baltoro bench serve --model runs/nano/model --dtype bf16 --threads 2")
final class BenchServeCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Mixin private ModelFolder model = new ModelFolder();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "cores that compute (default: all)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "measurements of each thing (default: ${DEFAULT-VALUE})")
    private int repeats = 5;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHAT",
            description = {
                "of decode, prefill, first-token, swap (default: these); fair: a short prompt's first",
                "token beside a prompt of 12,000; short: prompts around the length at which the engine",
                "changes from absorbed steps to the trainer's forward pass"
            })
    private List<String> only = List.of("prefill", "decode", "first-token", "swap");

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (K2Model loaded = model.loadForInference()) {
            EngineBench bench = new EngineBench(loaded, threads);
            if (only.contains("decode")) {
                print(out, bench.decode(128, 1, 64, repeats));
                print(out, bench.decode(128, 8, 64, repeats));
                print(out, bench.decode(128, 32, 64, repeats));
            }
            if (only.contains("prefill")) {
                print(out, bench.prefill(512, 1, repeats));
                print(out, bench.prefill(128, 8, repeats));
                print(out, bench.prefill(512, 4, repeats));
            }
            if (only.contains("short")) {
                for (int n : new int[] {17, 25, 33, 49, 65, 97, 129}) {
                    print(out, bench.prefill(n, 1, repeats));
                }
            }
            if (only.contains("first-token")) {
                bench.firstToken(512, repeats).forEach(samples -> print(out, samples));
            }
            if (only.contains("fair")) {
                new FairnessBench(loaded, threads)
                        .firstTokens(repeats)
                        .forEach(samples -> print(out, samples));
            }
            if (only.contains("swap")) {
                bench.swap(8, repeats).forEach(samples -> print(out, samples));
            }
        }
    }

    private static void print(PrintWriter out, Samples samples) {
        out.printf(
                Locale.ROOT,
                "%-50s %8.1f %-5s (%.1f to %.1f)%n",
                samples.name(),
                samples.median(),
                samples.unit(),
                samples.least(),
                samples.most());
        out.flush();
    }
}
