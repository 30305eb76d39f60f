package dev.baltoro.cli.gym;

import picocli.CommandLine.Command;

/// `baltoro gym`: what a model can be trained and measured on.
@Command(
        name = "gym",
        mixinStandardHelpOptions = true,
        description = "Tasks to train and measure a model on: list, play, sample, check.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GymListCommand.class,
            GymPlayCommand.class,
            GymSampleCommand.class,
            GymCheckCommand.class
        },
        footer = {
            "",
            "Example:",
            "  baltoro gym list",
            "  baltoro gym play memory",
            "  baltoro gym sample memory units --count 1000 --solve --out train.jsonl",
            "  baltoro gym check memory"
        })
public final class GymCommand {}
