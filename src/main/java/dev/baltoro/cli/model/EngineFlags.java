package dev.baltoro.cli.model;

import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.engine.EngineOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options of every command that keeps an engine open.
public final class EngineFlags {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "cores that may compute (default: all)")
    private int threads = EngineOptions.standard().threads();

    @Option(
            names = "--cache-tokens",
            paramLabel = "N",
            description =
                    "tokens that the key cache holds, of all sequences together (default: ${DEFAULT-VALUE})")
    private int cacheTokens = EngineOptions.standard().cacheTokens();

    /// {@return options for one conversation at a time}
    ///
    /// @throws ParameterException if a value is out of range
    public EngineOptions options() {
        EngineOptions standard = EngineOptions.standard();
        return options(standard.batchMax(), standard.waitingMax());
    }

    /// {@return options for requests of many clients}
    ///
    /// @param batch sequences decoded at once
    /// @param queue requests that may wait
    /// @throws ParameterException if a value is out of range
    public EngineOptions options(int batch, int queue) {
        try {
            return EngineOptions.standard()
                    .withThreads(threads)
                    .withSequences(batch, queue)
                    .withCacheTokens(cacheTokens);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Failures.line(e), e);
        }
    }
}
