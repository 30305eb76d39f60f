package dev.baltoro.cli.terminal;

import dev.baltoro.data.DataException;
import dev.baltoro.model.ConfigException;
import dev.baltoro.model.checkpoint.CheckpointException;
import dev.baltoro.tensor.TensorException;
import dev.baltoro.tensor.safetensors.SafetensorsException;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.step.NonFiniteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns errors into one line for the user and an exit code; `--verbose` adds the trace.
public final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final String MISSING_COMMAND = "Missing required subcommand";

    private final CommandProcess process;
    private final PrintWriter err;

    public ErrorReport(CommandProcess process, PrintWriter err) {
        this.process = process;
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        return failed(error);
    }

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        String name = error.getCommandLine().getCommandSpec().qualifiedName();
        String message = misuse(error);
        err.println(message + (message.endsWith("?") ? " " : "; ") + "see " + name + " --help");
        trace(error);
        return ExitCode.USAGE;
    }

    private static String misuse(ParameterException error) {
        CommandLine command = error.getCommandLine();
        String message = Failures.oneLine(String.valueOf(error.getMessage()));
        if (message.startsWith(MISSING_COMMAND)) {
            return "name a command: " + String.join(", ", command.getSubcommands().keySet());
        }
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            return message;
        }
        String first = unmatched.getUnmatched().getFirst();
        if (!command.getSubcommands().isEmpty() && !first.startsWith("-")) {
            message = first + " is not a command";
        }
        List<String> nearest = unmatched.getSuggestions();
        return nearest.isEmpty()
                ? message
                : message + "; did you mean " + String.join(" or ", nearest) + "?";
    }

    /// Reports what ended a command.
    public int failed(Throwable error) {
        DataOutput out = process.streams().out();
        if (!out.isBroken()) {
            err.println(out.failure().map(ErrorReport::unwritable).orElseGet(() -> line(error)));
            trace(error);
        }
        return ExitCode.SOFTWARE;
    }

    /// {@return the process's exit code for a command's: a reader that went away is not an error,
    /// but a write that failed otherwise is one, also where a writer swallowed it}
    public int exitCode(int code) {
        DataOutput out = process.streams().out();
        if (out.isBroken()) {
            return ExitCode.OK;
        }
        return code == ExitCode.OK ? out.failure().map(this::failed).orElse(code) : code;
    }

    private static String unwritable(IOException error) {
        return "standard output: %s; write it elsewhere".formatted(Failures.line(error));
    }

    private static String line(Throwable error) {
        return switch (error) {
            case Failure e -> Failures.line(e);
            case DataException e -> Failures.line(e);
            case RecipeException e -> Failures.line(e);
            case ConfigException e -> Failures.line(e);
            case CheckpointException e -> Failures.line(e);
            case SafetensorsException e -> Failures.line(e);
            case TensorException e -> Failures.line(e);
            case NonFiniteException e -> Failures.line(e);
            case IOException e -> Failures.line(e);
            case UncheckedIOException e -> Failures.line(e);
            case LinkageError e ->
                    "the native library cannot be loaded (%s); baltoro doctor says what is missing"
                            .formatted(Failures.oneLine(String.valueOf(e.getMessage())));
            default ->
                    "unexpected %s: %s; run again with --verbose and report it"
                            .formatted(
                                    error.getClass().getSimpleName(),
                                    Failures.oneLine(String.valueOf(error.getMessage())));
        };
    }

    private void trace(Throwable error) {
        if (process.verbose()) {
            error.printStackTrace(err);
        }
    }
}
