package dev.baltoro.cli;

import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options of every command that computes with a model, and how it is loaded.
final class ModelFolder {
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
            description = "fp32 or bf16: what is computed in (default: fp32)")
    private String dtype = "fp32";

    Path path() {
        return folder;
    }

    /// {@return the model, with notes on what was converted to the error writer}
    K2Model load() {
        DType type =
                switch (dtype) {
                    case "fp32" -> DType.F32;
                    case "bf16" -> DType.BF16;
                    default ->
                            throw new ParameterException(
                                    spec.commandLine(),
                                    "--dtype is " + dtype + "; use fp32 or bf16");
                };
        if (!Files.isDirectory(folder)) {
            throw new Failure(
                    folder + " is not a folder; name one with config.json and safetensors files");
        }
        PrintWriter err = spec.commandLine().getErr();
        return Checkpoints.load(folder, type, err::println);
    }

    /// {@return the model, opened for conversations}
    ///
    /// @param name what clients call it; else its folder's name
    LocalModel open(Optional<String> name, EngineOptions options) {
        K2Model loaded = load();
        try {
            String called = name.orElseGet(() -> LocalModel.nameOf(folder));
            return LocalModel.open(loaded, folder, called, options);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException e) { // a tokenizer without the tokens that are needed
            throw new Failure(folder + ": " + Failures.line(e), e);
        }
    }
}
