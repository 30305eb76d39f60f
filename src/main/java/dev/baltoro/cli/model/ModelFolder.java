package dev.baltoro.cli.model;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.model.FormatCost;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.TokenScores;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.HuggingFaceFolder;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.kernel.decode.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options of every command that computes with a model, and how it is loaded.
public final class ModelFolder {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "folder with config.json and safetensors, as Hugging Face has them")
    private Path folder = Path.of("");

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description =
                    "fp32 or bf16, where text is made also int8: what weights are read in (default: fp32)")
    private String dtype = "fp32";

    public Path path() {
        return folder;
    }

    /// {@return the model, with notes on what was converted to the error writer}
    public K2Model load() {
        return switch (dtype) {
            case "fp32" -> load(new WeightForm.Trainable(DType.F32));
            case "bf16" -> load(new WeightForm.Trainable(DType.BF16));
            default -> throw misused("fp32 or bf16");
        };
    }

    /// {@return the model for inference alone: matrices in fp32, bf16 or int8}
    public K2Model loadForInference() {
        Format format =
                switch (dtype) {
                    case "fp32" -> Format.F32;
                    case "bf16" -> Format.BF16;
                    case "int8" -> Format.INT8;
                    default -> throw misused("fp32, bf16 or int8");
                };
        WeightForm frozen = new WeightForm.Frozen(format);
        if (format == Format.F32) {
            return load(frozen);
        }
        HuggingFaceFolder files = files();
        TokenScores exact = FormatCost.streamed(files.config(), files);
        K2Model model = K2Model.of(files.config(), files, frozen);
        boolean measured = false;
        try {
            report(FormatCost.of(exact, FormatCost.scores(model)));
            measured = true;
            return model;
        } finally {
            if (!measured) {
                model.close();
            }
        }
    }

    private void report(FormatCost cost) {
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "%s weights: log-probabilities differ from fp32's by %.4f on average, the likeliest token is the same in %.0f %% of %d places (random tokens)%n",
                        dtype,
                        cost.difference(),
                        100 * cost.agreement(),
                        cost.places());
    }

    private ParameterException misused(String known) {
        return new ParameterException(spec.commandLine(), "--dtype is " + dtype + "; use " + known);
    }

    private K2Model load(WeightForm form) {
        HuggingFaceFolder files = files();
        return K2Model.of(files.config(), files, form);
    }

    private HuggingFaceFolder files() {
        if (!Files.isDirectory(folder)) {
            throw new Failure(
                    folder + " is not a folder; name one with config.json and safetensors files");
        }
        PrintWriter err = spec.commandLine().getErr();
        return HuggingFaceFolder.open(folder, err::println);
    }

    /// {@return the model for inference alone, opened for conversations}
    ///
    /// @param name what clients call it; else its folder's name
    public LocalModel open(Optional<String> name, EngineOptions options) {
        K2Model loaded = loadForInference();
        try {
            String called = name.orElseGet(() -> LocalModel.nameOf(folder));
            LocalModel opened = LocalModel.open(loaded, folder, called, options);
            opened.template()
                    .warning(folder.toString())
                    .ifPresent(spec.commandLine().getErr()::println);
            return opened;
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException e) { // a tokenizer without the tokens that are needed
            throw new Failure(folder + ": " + Failures.line(e), e);
        }
    }
}
