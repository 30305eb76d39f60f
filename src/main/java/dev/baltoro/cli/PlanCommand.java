package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.TextTable;
import dev.baltoro.model.ConfigException;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.Presets;
import dev.baltoro.model.plan.MetaLayout;
import dev.baltoro.model.plan.ModelPlan;
import dev.baltoro.model.plan.PlanJson;
import dev.baltoro.model.plan.PlanTable;
import dev.baltoro.model.plan.StoredPrecision;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro plan`: what a model costs, before anybody pays for it.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Print a model's parameters, operations a token, cache and training memory, beside DeepSeek-V3.",
            "Every weight is laid out on the meta device; no memory is used and nothing is loaded."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  baltoro plan kimi-k2 --gpus 2048",
            "  baltoro plan my-model/ --dtype fp8 --sequence-length 32768 --json"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final int USUAL_SEQUENCE_LENGTH = 4096;

    /// More than any cluster has; keeps products of sizes within 64 bits.
    private static final int MAX_GPUS = 10_000_000;

    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PRESET|DIR",
            description =
                    "kimi-k2, deepseek-v3, moonlight-16b-a3b, small, mini, nano,"
                            + " or a model's folder (its config.json is read)")
    private String model = "";

    @Option(
            names = "--gpus",
            paramLabel = "N",
            description = "GPUs of the training run (default: 1 if all states fit 80 GB, else 256)")
    private Optional<Integer> gpus = Optional.empty();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "bf16, fp32 or fp8: what the weights are held in (default: bf16)")
    private String dtype = "bf16";

    @Option(
            names = "--sequence-length",
            paramLabel = "S",
            description = "positions of a sequence (default: 4096, or the longest context if less)")
    private Optional<Integer> sequenceLength = Optional.empty();

    @Option(names = "--json", description = "print JSON instead of a table")
    private boolean json;

    @Override
    public Integer call() {
        K2Config config = config();
        StoredPrecision precision = precision();
        int length = length(config);
        ModelPlan plan = ModelPlan.of(model, config, gpus(config, precision), precision, length);
        ModelPlan beside = beside(precision, length);
        long laidOut = MetaLayout.elements(ParameterShapes.of(config));
        if (laidOut != plan.parameters().all()) {
            throw new Failure(
                    "the meta device has %,d parameters and the account %,d; please report this"
                            .formatted(laidOut, plan.parameters().all()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(PlanJson.write(plan, beside, precision));
        } else {
            TextTable.print(PlanTable.of(plan, beside, precision), out);
        }
        out.flush();
        return 0;
    }

    private K2Config config() {
        try {
            if (Presets.has(model)) {
                return Presets.named(model);
            }
            Path path = Path.of(model);
            return Files.exists(path)
                    ? ConfigJson.read(path, note -> spec.commandLine().getErr().println(note))
                    : Presets.named(model);
        } catch (ConfigException wrong) {
            throw new Failure(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private StoredPrecision precision() {
        return switch (dtype) {
            case "bf16" -> StoredPrecision.BF16;
            case "fp32" -> StoredPrecision.FP32;
            case "fp8" -> StoredPrecision.FP8;
            default -> throw misused("--dtype is " + dtype + "; use bf16, fp32 or fp8");
        };
    }

    private int length(K2Config config) {
        int longest = config.maxPositionEmbeddings();
        int length = sequenceLength.orElse(Math.min(USUAL_SEQUENCE_LENGTH, longest));
        if (length < 1 || length > longest) {
            throw misused(
                    "--sequence-length is %d; %s takes 1 to %d".formatted(length, model, longest));
        }
        return length;
    }

    private int gpus(K2Config config, StoredPrecision precision) {
        int number = gpus.orElseGet(() -> ModelPlan.usualGpus(config, precision));
        if (number < 1 || number > MAX_GPUS) {
            throw misused("--gpus is %d; use 1 to %,d".formatted(number, MAX_GPUS));
        }
        return number;
    }

    private ModelPlan beside(StoredPrecision precision, int length) {
        K2Config config = Presets.named(PlanTable.BESIDE);
        return ModelPlan.of(PlanTable.BESIDE, config, gpus(config, precision), precision, length);
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
