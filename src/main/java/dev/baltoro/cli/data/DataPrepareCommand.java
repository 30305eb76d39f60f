package dev.baltoro.cli.data;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.DataException;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.SourceFiles;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.ManifestFile;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro data prepare`: text, JSONL or Parquet in, token shards with a manifest out.
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = {
            "Encodes documents and writes memory-mapped token shards with a manifest.",
            "Reads text, JSON (a record a line, or an array of records) and Parquet; text and JSON also",
            "packed as gzip or Zstandard. The content of a file says what it is, not its name. Folders",
            "are searched, links followed. What cannot be read goes to DIR/NAME/quarantine.jsonl.",
            "The result does not depend on the number of threads. Prints the manifest's path."
        },
        footer = {
            "",
            "Example:",
            "  baltoro data prepare --domain code=src/ --domain web=a.jsonl.zst,b.parquet \\",
            "      --tokenizer tok --out data/mix"
        })
public final class DataPrepareCommand implements Runnable {
    private static final long REPORT_NANOS = 1_000_000_000L;

    @Spec private CommandSpec spec;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "NAME=PATH[,PATH]",
            description = "a domain and its files or folders; again for each domain")
    private List<String> domains;

    @Option(
            names = "--tokenizer",
            required = true,
            paramLabel = "DIR",
            description = "folder or tiktoken file of the tokenizer")
    private Path tokenizer;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "folder to write; it appears when it is complete")
    private Path out;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            description = "share of documents kept for measuring (default: ${DEFAULT-VALUE})")
    private double heldOut = 0.01;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the held-out split (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--text-unit",
            paramLabel = "UNIT",
            description =
                    "what a document is in a text file: ${COMPLETION-CANDIDATES} (default: FILE)")
    private ReadingOptions.TextUnit unit = ReadingOptions.TextUnit.FILE;

    @Option(
            names = "--text-field",
            paramLabel = "NAME",
            description = "field or column with the text (default: ${DEFAULT-VALUE})")
    private String field = "text";

    @Option(
            names = "--max-document-bytes",
            paramLabel = "N",
            description = "longer documents go to quarantine (default: ${DEFAULT-VALUE})")
    private int maxDocumentBytes = ReadingOptions.DEFAULT_MAX_DOCUMENT_BYTES;

    @Option(names = "--drop-duplicates", description = "leave out texts seen before in the domain")
    private boolean dropDuplicates;

    @Option(
            names = "--shard-tokens",
            paramLabel = "N",
            description = "tokens of a shard file (default: ${DEFAULT-VALUE})")
    private long shardTokens = PreparationOptions.DEFAULT_SHARD_TOKENS;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that encode (default: one a core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--overwrite", description = "replace a dataset that is there already")
    private boolean overwrite;

    @Override
    public void run() {
        PrintWriter log = spec.commandLine().getErr();
        try {
            PreparationOptions options = options();
            var sources = sources(reading());
            var encoder = TokenizerEncoder.of(Tokenizer.load(tokenizer));
            DatasetManifest manifest =
                    new DatasetPreparation(encoder, options, progress(log)).write(out, sources);
            new DatasetTable(manifest).print(log);
            log.flush();
            spec.commandLine().getOut().println(out.resolve(ManifestFile.NAME));
            spec.commandLine().getOut().flush();
        } catch (DataException e) {
            throw new Failure(e.line(), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private PreparationOptions options() {
        return checked(() ->
                new PreparationOptions(
                        heldOut, seed, dropDuplicates, shardTokens, threads, overwrite));
    }

    private ReadingOptions reading() {
        return checked(() -> new ReadingOptions(unit, field, maxDocumentBytes));
    }

    /// Values out of range are a misuse here, where the user gave them.
    private <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (DataException e) {
            throw new ParameterException(spec.commandLine(), e.line(), e);
        }
    }

    private Map<String, List<DocumentSource>> sources(ReadingOptions reading) {
        Map<String, List<DocumentSource>> sources = new TreeMap<>();
        for (String domain : domains) {
            int equals = domain.indexOf('=');
            if (equals < 1 || equals == domain.length() - 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--domain needs NAME=PATH[,PATH], not \"%s\"".formatted(domain));
            }
            List<DocumentSource> files =
                    sources.computeIfAbsent(domain.substring(0, equals), _ -> new ArrayList<>());
            for (String path : domain.substring(equals + 1).split(",", -1)) {
                if (!Files.exists(Path.of(path))) {
                    throw new Failure(path + " does not exist: check --domain " + domain);
                }
                files.add(new SourceFiles(Path.of(path), reading));
            }
        }
        return sources;
    }

    private static PreparationListener progress(PrintWriter log) {
        long[] next = {System.nanoTime() + REPORT_NANOS};
        return (domain, documents, tokens) -> {
            if (System.nanoTime() - next[0] > 0) {
                next[0] = System.nanoTime() + REPORT_NANOS;
                log.printf("%s: %,d documents, %,d tokens%n", domain, documents, tokens);
                log.flush();
            }
        };
    }
}
