package dev.baltoro.cli.data;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.DataException;
import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.ReadingOptions.TextUnit;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro tokenizer train`: text in, a tokenizer's folder out.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a vocabulary on text and writes tiktoken.model and tokenizer_config.json.",
            "The same text gives the same vocabulary, whatever the number of threads."
        },
        footerHeading = "%nExample:%n",
        footer = {"  baltoro tokenizer train --input texts more.txt --vocab-size 8192 --out tok"})
public final class TokenizerTrainCommand implements Runnable {
    /// Merges between two lines of progress.
    private static final int REPORT_MERGES = 4096;

    /// The longest text of a JSON or Parquet record; text files may have any length.
    private static final int MAX_RECORD_BYTES = ReadingOptions.DEFAULT_MAX_DOCUMENT_BYTES;

    /// Bytes between two lines of progress.
    private static final long REPORT_BYTES = 64L << 20;

    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "files and folders of text, JSON lines or Parquet, each also packed as gzip or"
                            + " Zstandard")
    private List<Path> input = List.of();

    @Option(
            names = "--text-field",
            paramLabel = "NAME",
            description = "field or column with the text (default: ${DEFAULT-VALUE})")
    private String field = "text";

    @Option(
            names = "--vocab-size",
            required = true,
            paramLabel = "N",
            description =
                    "number of ids, of which 256 are bytes and 32 are special tokens (at least"
                            + " 288)")
    private int vocabSize;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "folder to write; an older tokenizer in it is replaced once the new one is"
                            + " complete")
    private Path out = Path.of("");

    @Option(
            names = "--for-copying",
            description =
                    "leave words apart from what stands before them, and digits single: small models"
                            + " copy values better, and texts have more tokens")
    private boolean forCopying;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that count (default: one a core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public void run() {
        PrintWriter log = spec.commandLine().getErr();
        InputTexts texts =
                new InputTexts(input, new ReadingOptions(TextUnit.BLOCK, field, MAX_RECORD_BYTES));
        try {
            refuseCurrentFolder();
            Tokenizer tokenizer = trainer(log).trainOn(texts);
            texts.report(log);
            if (texts.read() == 0) {
                throw new Failure("no text in " + texts.names() + "; " + texts.why());
            }
            tokenizer.publish(out);
            if (tokenizer.vocabSize() < vocabSize) {
                log.printf(
                        "the text has too few repeated pairs for %d ids; there are %d%n",
                        vocabSize, tokenizer.vocabSize());
            }
            log.printf(
                    "wrote %s: %d ids, of which %d are special tokens%n",
                    out, tokenizer.vocabSize(), tokenizer.specials().tokens().size());
            log.flush();
        } catch (DataException e) {
            throw new Failure(e.line(), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (UncheckedIOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    /// Publishing renames the folder, which would leave the user's shell in a deleted one.
    private void refuseCurrentFolder() throws IOException {
        if (Files.exists(out) && Path.of("").toRealPath().startsWith(out.toRealPath())) {
            throw new Failure(
                    "--out %s is replaced as a whole, and you are in it; name another folder, or go elsewhere"
                            .formatted(out));
        }
    }

    private BpeTrainer trainer(PrintWriter log) {
        try {
            BpeTrainer usual = new BpeTrainer(vocabSize, threads, new Log(log));
            return forCopying ? usual.forCopying() : usual;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static final class Log implements BpeTrainer.Progress {
        private final PrintWriter target;
        private long reported;

        Log(PrintWriter target) {
            this.target = target;
        }

        @Override
        public void counted(long bytes) {
            if (bytes - reported >= REPORT_BYTES) {
                reported = bytes;
                target.printf("counted %d MB%n", bytes / 1_000_000);
                target.flush();
            }
        }

        @Override
        public void merged(int tokens, int total) {
            if (tokens % REPORT_MERGES == 0) {
                target.printf("%d of %d tokens%n", tokens, total);
                target.flush();
            }
        }
    }
}
