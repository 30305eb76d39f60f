package dev.baltoro.train.sft;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.SourceFiles;
import dev.baltoro.data.sample.ConversationRows;
import dev.baltoro.data.shard.ConversationEncoder;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenStore;
import dev.baltoro.tensor.Seed;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.recipe.SftRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A run's conversations as shards in its own folder, so that it goes on with them whatever becomes
/// of the files.
final class SftData implements AutoCloseable {
    /// The shards' folder in the run's.
    static final String FOLDER = "data";

    private static final String TRAIN = "conversations";
    private static final String HELD_OUT = "held_out";

    private final SftRecipe recipe;
    private final Path folder;
    private final TokenShards shards;

    private SftData(SftRecipe recipe, Path folder) {
        this.recipe = recipe;
        this.folder = folder;
        this.shards = TokenShards.open(folder);
    }

    /// {@return the recipe's files, read into shards}
    ///
    /// What a start that failed has left there is replaced.
    ///
    /// @param context most tokens of a conversation
    /// @throws DataException if nothing is left to train on; names the first record and why
    static SftData prepare(
            SftRecipe recipe, Path run, Tokenizer tokenizer, ChatTemplate template, int context) {
        boolean ownFiles = !recipe.data().heldOut().isEmpty();
        Map<String, List<DocumentSource>> sources = new TreeMap<>();
        sources.put(TRAIN, sources(recipe.data().train()));
        if (ownFiles) {
            sources.put(HELD_OUT, sources(recipe.data().heldOut()));
        }
        PreparationOptions options =
                new PreparationOptions(
                        ownFiles ? 0 : recipe.data().heldOutFraction(),
                        new Seed(recipe.seed()).derive("held out").value(),
                        false,
                        PreparationOptions.DEFAULT_SHARD_TOKENS,
                        Runtime.getRuntime().availableProcessors(),
                        true);
        Path folder = run.resolve(FOLDER);
        DatasetManifest unused =
                new DatasetPreparation(
                                new ConversationEncoder(tokenizer, template, context),
                                options,
                                (domain, documents, tokens) -> {})
                        .write(folder, sources);
        return new SftData(recipe, folder);
    }

    /// {@return the shards that a run has made}
    ///
    /// @throws DataException if they are not there any more: no other can take their place
    static SftData open(SftRecipe recipe, Path run) {
        Path folder = run.resolve(FOLDER);
        try {
            return new SftData(recipe, folder);
        } catch (DataException e) {
            String what = Files.exists(folder) ? "is damaged" : "is gone";
            throw new DataException(
                    "%s %s, and a run goes on with the conversations it began with alone: put it back, or begin a new run with model.from: %s"
                            .formatted(folder, what, run),
                    e);
        }
    }

    private static List<DocumentSource> sources(List<Path> paths) {
        List<DocumentSource> sources = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new DataException(path + " does not exist: check data in the recipe");
            }
            sources.add(new SourceFiles(path, ReadingOptions.wholeRecords()));
        }
        return sources;
    }

    /// {@return the rows that are trained on}
    ///
    /// @param context tokens of a row
    ConversationRows train(int context) {
        long seed = new Seed(recipe.seed()).derive("data").value();
        return new ConversationRows(TRAIN, shards.train(TRAIN), context, seed);
    }

    /// {@return the conversations that are measured; empty if none is held out}
    Optional<TokenStore> heldOut() {
        TokenStore store =
                shards.domains().contains(HELD_OUT)
                        ? shards.train(HELD_OUT)
                        : shards.heldOut(TRAIN);
        return store.documents() == 0 ? Optional.empty() : Optional.of(store);
    }

    /// {@return the rows whose loss is measured}
    Optional<ConversationRows> measured(int context) {
        return heldOut().map(store -> new ConversationRows("held out", store, context, 0));
    }

    /// {@return what became of the records, a line each}
    List<String> report() {
        List<String> lines = new ArrayList<>();
        DatasetManifest manifest = shards.manifest();
        DatasetManifest.Domain train = manifest.domain(TRAIN);
        long heldOut = heldOut().map(TokenStore::documents).orElse(0L);
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d conversations to learn (%,d tokens), %,d held out",
                        train.train().documents(),
                        train.train().tokens(),
                        heldOut));
        if (train.duplicates() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of them are the same as another one, and are learned again",
                            train.duplicates()));
        }
        manifest.domains()
                .forEach((name, domain) -> {
                    long rejected = domain.quarantined().values().stream().mapToLong(n -> n).sum();
                    if (rejected > 0) {
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "%,d records are not learned from; %s says which and why",
                                        rejected,
                                        folder.resolve(name).resolve("quarantine.jsonl")));
                    }
                });
        return lines;
    }

    /// {@return what changes when the conversations do: the shards' hashes}
    String identity() {
        StringBuilder identity = new StringBuilder(shards.manifest().tokenizer());
        shards.manifest()
                .domains()
                .forEach((name, domain) -> {
                    domain.train().shards().forEach(it -> identity.append(' ').append(it.sha256()));
                    domain.heldOut()
                            .shards()
                            .forEach(it -> identity.append(' ').append(it.sha256()));
                });
        return identity.toString();
    }

    @Override
    public void close() {
        shards.close();
    }
}
