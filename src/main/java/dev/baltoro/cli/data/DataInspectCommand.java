package dev.baltoro.cli.data;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.DataException;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.ManifestFile;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `baltoro data inspect`: what a prepared dataset holds, its hashes checked.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every shard against its hash and prints the counts of each domain;",
            "with a tokenizer also some of the documents, decoded."
        },
        footer = {
            "",
            "Example:",
            "  baltoro data inspect data/mix --domain code --documents 3 --tokenizer tok"
        })
public final class DataInspectCommand implements Runnable {
    /// Tokens shown of a document.
    private static final int SAMPLE_TOKENS = 200;

    private static final int DEFAULT_DOCUMENTS = 2;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "folder of the dataset")
    private Path folder;

    @Option(names = "--domain", paramLabel = "D", description = "show only this domain")
    private Optional<String> domain = Optional.empty();

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "documents to show of each domain (default: 2; needs --tokenizer)")
    private Optional<Integer> documents = Optional.empty();

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR",
            description = "tokenizer that the dataset was prepared with")
    private Optional<Path> tokenizer = Optional.empty();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    private record Sample(String domain, long document, int tokens, String text) {}

    @Override
    public void run() {
        if (documents.isPresent() && tokenizer.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--documents needs --tokenizer, to turn tokens back into text");
        }
        if (documents.isPresent() && documents.get() < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--documents is %d; use 0 or more".formatted(documents.get()));
        }
        try (TokenShards shards = TokenShards.open(folder)) {
            shards.verify();
            DatasetManifest manifest = shown(shards.manifest());
            List<Sample> samples = samples(shards, manifest);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(object(manifest, samples));
            } else {
                out.printf("tokenizer %s, %,d ids%n", manifest.tokenizer(), manifest.vocabSize());
                new DatasetTable(manifest).print(out);
                out.println("all shards match their hashes");
                samples.forEach(sample -> print(out, sample));
            }
            out.flush();
        } catch (DataException e) {
            throw new Failure(e.line(), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    /// The manifest without the domains that were not asked for.
    private DatasetManifest shown(DatasetManifest manifest) {
        return domain.map(manifest::only).orElse(manifest);
    }

    private List<Sample> samples(TokenShards shards, DatasetManifest manifest) throws IOException {
        List<Sample> samples = new ArrayList<>();
        if (tokenizer.isEmpty()) {
            return samples;
        }
        Tokenizer decoder = Tokenizer.load(tokenizer.get());
        shards.requireTokenizer(decoder.id());
        manifest.domains()
                .forEach((name, content) -> {
                    long all = content.train().documents();
                    long wanted = Math.min(all, documents.orElse(DEFAULT_DOCUMENTS));
                    for (long i = 0; i < wanted; i++) {
                        samples.add(sample(shards, decoder, name, i * (all / wanted)));
                    }
                });
        return samples;
    }

    private static Sample sample(
            TokenShards shards, Tokenizer decoder, String domain, long document) {
        int[] tokens = shards.document(domain, document);
        int[] head = Arrays.copyOf(tokens, Math.min(tokens.length, SAMPLE_TOKENS));
        return new Sample(domain, document, tokens.length, decoder.decode(head));
    }

    private static void print(PrintWriter out, Sample sample) {
        out.printf(
                "%n--- %s, document %,d, %,d tokens%s%n%s%n",
                sample.domain(),
                sample.document(),
                sample.tokens(),
                sample.tokens() > SAMPLE_TOKENS ? ", its beginning" : "",
                sample.text());
    }

    private static String object(DatasetManifest manifest, List<Sample> samples) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode object = (ObjectNode) mapper.readTree(ManifestFile.json(manifest));
        object.put("verified", true);
        ArrayNode list = object.putArray("samples");
        for (Sample sample : samples) {
            list.addPOJO(sample);
        }
        return mapper.writeValueAsString(object);
    }
}
