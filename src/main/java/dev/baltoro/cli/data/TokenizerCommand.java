package dev.baltoro.cli.data;

import picocli.CommandLine.Command;

/// `baltoro tokenizer`: train a tokenizer, and use one.
@Command(
        name = "tokenizer",
        mixinStandardHelpOptions = true,
        description = "Trains a byte-level BPE tokenizer; turns text into token ids and back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TokenizerTrainCommand.class,
            TokenizerEncodeCommand.class,
            TokenizerDecodeCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro tokenizer train --input texts --vocab-size 8192 --out tok",
            "  echo '{\"text\":\"Hello\"}' | baltoro tokenizer encode --tokenizer tok"
        })
public final class TokenizerCommand {}
