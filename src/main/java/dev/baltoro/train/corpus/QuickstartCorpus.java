package dev.baltoro.train.corpus;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.ManifestFile;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The quickstart's dataset: definitions, code where the JDK brings its source, and arithmetic,
/// with a tokenizer of its own.
public final class QuickstartCorpus {
    /// The names of its domains.
    public static final List<String> DOMAINS = List.of("knowledge", "code", "mathematics");

    /// Documents of a domain that is not of these, at most, that a vocabulary is trained on: more
    /// of the same kind would not change it, and take long to write.
    public static final int VOCABULARY_DOCUMENTS = 20_000;

    private static final double HELD_OUT = 0.02;
    private static final long SEED = 1;

    private QuickstartCorpus() {}

    /// {@return the domains' documents by name}
    static Map<String, Supplier<Stream<Document>>> domains() {
        Map<String, Supplier<Stream<Document>>> domains = new LinkedHashMap<>();
        domains.put(
                "knowledge", () -> new WordNetText(WordNetText.DEFAULT_MAX_DOCUMENTS).documents());
        Optional<JdkSourceText> source = JdkSourceText.ofRunningJdk();
        source.ifPresent(text -> domains.put("code", text::documents));
        domains.put(
                "mathematics",
                () -> new ArithmeticText(ArithmeticText.DEFAULT_COUNT, SEED).documents());
        return domains;
    }

    /// Trains the tokenizer and writes the shards to `folder`, unless they are there already.
    ///
    /// @param vocabulary ids of the tokenizer
    /// @param log told each stage in a line
    public static DatasetManifest prepare(Path folder, int vocabulary, Consumer<String> log)
            throws IOException {
        return prepare(folder, new VocabularyPlan(vocabulary, false), DOMAINS, Map.of(), log);
    }

    /// Does the same with some of the domains, and with others.
    ///
    /// @param wanted some of [#DOMAINS]
    /// @param more documents of other domains, by name; read more than once, the first
    ///   [#VOCABULARY_DOCUMENTS] of each for the vocabulary. Texts that are rendered conversations
    ///   get their chat tokens ([RenderedChats])
    public static DatasetManifest prepare(
            Path folder,
            VocabularyPlan vocabulary,
            List<String> wanted,
            Map<String, Supplier<Stream<Document>>> more,
            Consumer<String> log)
            throws IOException {
        StagedFolder.settle(folder);
        if (Files.exists(folder.resolve(ManifestFile.NAME))
                && Files.exists(folder.resolve(TokenizerEncoder.FOLDER))) {
            log.accept("the text is prepared already in " + folder);
            return ManifestFile.read(folder);
        }
        Map<String, Supplier<Stream<Document>>> domains = domains();
        domains.keySet().retainAll(wanted);
        domains.putAll(more);
        if (wanted.contains("code") && !domains.containsKey("code")) {
            log.accept("this JDK has no lib/src.zip, so the domain \"code\" is left out");
        }
        int threads = Runtime.getRuntime().availableProcessors();
        log.accept(
                "training a tokenizer of "
                        + vocabulary.size()
                        + " ids on "
                        + String.join(", ", domains.keySet()));
        BpeTrainer trainer = vocabulary.trainer(threads);
        Tokenizer tokenizer;
        try (Stream<Document> all =
                domains.entrySet().stream()
                        .flatMap(domain ->
                                more.containsKey(domain.getKey())
                                        ? domain.getValue().get().limit(VOCABULARY_DOCUMENTS)
                                        : domain.getValue().get())) {
            Iterator<String> texts = all.map(Document::text).map(RenderedChats::bare).iterator();
            tokenizer = trainer.train(texts);
        }
        PreparationOptions options =
                new PreparationOptions(
                        HELD_OUT,
                        SEED,
                        false,
                        PreparationOptions.DEFAULT_SHARD_TOKENS,
                        threads,
                        true);
        Map<String, List<DocumentSource>> sources = new LinkedHashMap<>();
        domains.forEach((name, documents) ->
                sources.put(name, List.of(DocumentSource.of(name, documents))));
        log.accept("encoding");
        return new DatasetPreparation(
                        new RenderedChats(tokenizer), options, PreparationListener.silent())
                .write(folder, sources);
    }
}
