package dev.baltoro.cli;

import dev.baltoro.tensor.DType;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What a finished model is written in, as a command's option says it.
final class ModelDtype {
    private ModelDtype() {}

    /// {@return the dtype of a word}
    ///
    /// @throws ParameterException if it is neither bf16 nor fp32
    static DType of(String word, CommandSpec spec) {
        return switch (word) {
            case "bf16" -> DType.BF16;
            case "fp32" -> DType.F32;
            default ->
                    throw new ParameterException(
                            spec.commandLine(), "--dtype is bf16 or fp32, not " + word);
        };
    }
}
