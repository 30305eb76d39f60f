package dev.baltoro.cli.data;

import dev.baltoro.cli.data.TokenizerEncodeCommand.Ids;
import dev.baltoro.cli.data.TokenizerEncodeCommand.Text;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.JsonLines;
import dev.baltoro.cli.terminal.StandardStreams;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro tokenizer decode`: JSON lines of ids to JSON lines of text.
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Reads lines {\"ids\":[...]} on standard input and writes lines {\"text\":\"...\"}.",
            "Special tokens are spelled out; ill-formed UTF-8 becomes U+FFFD."
        },
        footerHeading = "%nExample:%n",
        footer = {"  echo '{\"ids\":[72,105]}' | baltoro tokenizer decode --tokenizer tok"})
public final class TokenizerDecodeCommand implements Runnable {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--tokenizer",
            required = true,
            paramLabel = "FILE|DIR",
            description = "tiktoken rank file, or a folder with tiktoken.model")
    private Path tokenizer = Path.of("");

    @Override
    public void run() {
        try {
            StandardStreams streams = StandardStreams.of(spec);
            answer(streams.in(), streams.out());
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    void answer(InputStream in, OutputStream out) throws IOException {
        Tokenizer loaded = Tokenizer.load(tokenizer);
        JsonLines.answer(
                in, out, Ids.class, "{\"ids\":[...]}", line -> new Text(loaded.decode(line.ids())));
    }
}
