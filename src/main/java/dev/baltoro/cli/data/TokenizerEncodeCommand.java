package dev.baltoro.cli.data;

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

/// `baltoro tokenizer encode`: JSON lines of text to JSON lines of ids.
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description =
                "Reads lines {\"text\":\"...\"} on standard input and writes lines {\"ids\":[...]}.",
        footerHeading = "%nExample:%n",
        footer = {"  echo '{\"text\":\"Hello\"}' | baltoro tokenizer encode --tokenizer tok"})
public final class TokenizerEncodeCommand implements Runnable {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--tokenizer",
            required = true,
            paramLabel = "FILE|DIR",
            description = "tiktoken rank file, or a folder with tiktoken.model")
    private Path tokenizer = Path.of("");

    @Option(
            names = "--special",
            description =
                    "turn the spelling of a special token, such as <|im_end|>, into that token"
                            + " (default: it is ordinary text)")
    private boolean special;

    record Text(String text) {}

    @SuppressWarnings("ArrayRecordComponent") // read and written as JSON, never compared
    record Ids(int[] ids) {}

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
                in,
                out,
                Text.class,
                "{\"text\":\"...\"}",
                line ->
                        new Ids(
                                special
                                        ? loaded.encodeWithSpecial(line.text())
                                        : loaded.encode(line.text())));
    }
}
