package dev.baltoro.cli.data;

import picocli.CommandLine.Command;

/// `baltoro data`: prepare training text, and look at what was prepared.
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Turns text into token shards for training; shows what is in them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataPrepareCommand.class, DataInspectCommand.class},
        footer = {
            "",
            "Example:",
            "  baltoro data prepare --domain notes=notes/ --tokenizer tok --out data/notes",
            "  baltoro data inspect data/notes --tokenizer tok"
        })
public final class DataCommand {}
