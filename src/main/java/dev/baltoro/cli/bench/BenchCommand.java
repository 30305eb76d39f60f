package dev.baltoro.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro bench`: measures this machine.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure speed and memory on this machine.",
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro bench train --dtype fp32 --optimizer muon_clip",
            "  baltoro bench serve --model runs/nano/model --dtype bf16",
            "  baltoro bench soak --model runs/nano/model --minutes 10",
            "  baltoro bench rl --only peer"
        },
        subcommands = {
            BenchTrainCommand.class,
            BenchServeCommand.class,
            BenchSoakCommand.class,
            BenchRlCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to measure: train, serve, soak or rl");
    }
}
