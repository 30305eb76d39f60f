package dev.baltoro.cli.synth;

import picocli.CommandLine.Command;

/// `baltoro synth`: training data that is made.
@Command(
        name = "synth",
        mixinStandardHelpOptions = true,
        description =
                "Makes training data: requests for given tools, with the calls that answer them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SynthRequestsCommand.class},
        footer = {
            "",
            "Example:",
            "  baltoro synth requests --tools tools.json --count 20000 --out requests.jsonl"
        })
public final class SynthCommand {}
