package dev.baltoro.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `baltoro` command.
@Command(
        name = "baltoro",
        mixinStandardHelpOptions = true,
        version = "baltoro 0.1.0",
        description = "Kimi K2's system on the JVM: from text to a trained model.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            PretrainCommand.class,
            DataCommand.class,
            TokenizerCommand.class,
            PlanCommand.class,
            BenchCommand.class
        })
public final class Main {
    private Main() {}

    /// Runs one command and exits with 0 (ok), 1 (failed) or 2 (misused).
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
