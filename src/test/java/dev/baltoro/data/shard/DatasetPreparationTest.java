package dev.baltoro.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.SourceItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPreparationTest {
    @TempDir Path folder;

    @Test
    void documentsComeBackAsTheyWereInTheirOrder() {
        List<Document> documents = Texts.documents("a", 300, 20, 1);
        Texts.write(folder.resolve("set"), Map.of("a", documents), Texts.options(0, 2, 5_000));
        try (TokenShards shards = TokenShards.open(folder.resolve("set"))) {
            shards.verify();
            var train = shards.manifest().domain("a").train();
            assertThat(train.shards()).hasSizeGreaterThan(2);
            assertThat(train.documents()).isEqualTo(300);
            for (int i = 0; i < documents.size(); i++) {
                int[] tokens = shards.document("a", i);
                assertThat(ByteEncoder.decode(tokens)).isEqualTo(documents.get(i).text());
                assertThat(tokens[tokens.length - 1]).isEqualTo(256);
            }
        }
    }

    @Test
    void largeVocabulariesTakeFourBytes() throws IOException {
        var options = Texts.options(0, 1, 1000);
        new DatasetPreparation(new ByteEncoder(70_000), options, PreparationListener.silent())
                .write(
                        folder.resolve("set"),
                        Map.of("a", List.of(Texts.source("a", Texts.documents("a", 9, 9, 2)))));
        try (TokenShards shards = TokenShards.open(folder.resolve("set"))) {
            var shard = shards.manifest().domain("a").train().shards().getFirst();
            assertThat(Files.size(folder.resolve("set").resolve(shard.file())))
                    .isBetween(64 + 4 * shard.tokens() + 76, 64 + 4 * shard.tokens() + 84);
            assertThat(ByteEncoder.decode(shards.document("a", 8))).startsWith("a8");
        }
    }

    @Test
    void everyByteIsTheSameForAnyNumberOfThreads() throws IOException {
        var domains =
                Map.of(
                        "a", Texts.documents("a", 3_000, 40, 3),
                        "b", Texts.documents("b", 2_000, 60, 4));
        Texts.write(folder.resolve("one"), domains, Texts.options(0.1, 1, 50_000));
        Texts.write(folder.resolve("many"), domains, Texts.options(0.1, 7, 50_000));
        assertThat(contents(folder.resolve("many"))).isEqualTo(contents(folder.resolve("one")));
    }

    @Test
    void noTextIsOnBothSidesOfTheSplit() {
        List<Document> documents = new ArrayList<>(Texts.documents("a", 2_000, 5, 5));
        documents.addAll(documents.subList(0, 500)); // duplicates must fall on the same side
        var manifest =
                Texts.write(
                        folder.resolve("set"),
                        Map.of("a", documents),
                        Texts.options(0.2, 2, 1 << 20));
        assertThat(manifest.domain("a").duplicates()).isEqualTo(500);
        try (TokenShards shards = TokenShards.open(folder.resolve("set"))) {
            Set<String> train = texts(shards.train("a"));
            Set<String> heldOut = texts(shards.heldOut("a"));
            assertThat(train).doesNotContainAnyElementsOf(heldOut);
            assertThat(train.size() + heldOut.size()).isEqualTo(2_000);
            // seed 7: binomial with mean 400 and deviation 18; five deviations
            assertThat(heldOut.size()).isBetween(310, 490);
        }
    }

    @Test
    void duplicatesAreDroppedIfAsked() {
        List<Document> documents = new ArrayList<>(Texts.documents("a", 10, 5, 5));
        documents.addAll(List.copyOf(documents));
        var options = new PreparationOptions(0, 0, true, 1000, 2, false);
        var manifest = Texts.write(folder.resolve("set"), Map.of("a", documents), options);
        assertThat(manifest.domain("a").duplicates()).isEqualTo(10);
        assertThat(manifest.domain("a").train().documents()).isEqualTo(10);
    }

    @Test
    void interruptedPreparationLeavesNothingThatLoadsAndCanBeRepeated() throws IOException {
        Path target = folder.resolve("set");
        var documents = Texts.documents("a", 2_000, 40, 6);
        DocumentSource breaking =
                new DocumentSource() {
                    @Override
                    public String name() {
                        return "breaking";
                    }

                    @Override
                    public void read(java.util.function.Consumer<SourceItem> sink)
                            throws IOException {
                        documents.forEach(sink);
                        throw new IOException("the cable fell out");
                    }
                };
        var preparation =
                new DatasetPreparation(
                        new ByteEncoder(), Texts.options(0, 2, 1000), PreparationListener.silent());
        assertThatThrownBy(() -> preparation.write(target, Map.of("a", List.of(breaking))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the cable fell out");
        assertThat(target).doesNotExist();
        assertThatThrownBy(() -> TokenShards.open(target)).hasMessageContaining("data prepare");

        // what a killed process leaves behind does not disturb the next one
        Files.createDirectories(folder.resolve(".set.preparing/a"));
        Files.writeString(folder.resolve(".set.preparing/a/train-00000.tokens"), "half");
        Texts.write(target, Map.of("a", documents), Texts.options(0, 2, 1000));
        TokenShards.open(target).close();
        assertThat(folder.resolve(".set.preparing")).doesNotExist();
    }

    @Test
    void datasetIsReplacedOnlyIfAsked() {
        Path target = folder.resolve("set");
        Texts.write(target, Map.of("a", Texts.documents("a", 5, 5, 1)), Texts.options(0, 1, 100));
        var other = Map.of("b", Texts.documents("b", 5, 5, 1));
        assertThatThrownBy(() -> Texts.write(target, other, Texts.options(0, 1, 100)))
                .hasMessageContaining("holds a dataset already");
        Texts.write(target, other, new PreparationOptions(0, 0, false, 100, 1, true));
        try (TokenShards shards = TokenShards.open(target)) {
            assertThat(shards.domains()).containsExactly("b");
        }
    }

    @Test
    void foldersWithOtherFilesAreLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        var options = new PreparationOptions(0, 0, false, 100, 1, true);
        assertThatThrownBy(() ->
                        Texts.write(folder, Map.of("a", Texts.documents("a", 5, 5, 1)), options))
                .hasMessageContaining("holds other files");
        assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void damagedShardsAreNoticed() throws IOException {
        Path target = folder.resolve("set");
        Texts.write(target, Map.of("a", Texts.documents("a", 50, 5, 1)), Texts.options(0, 1, 9999));
        Path shard = target.resolve("a/train-00000.tokens");
        byte[] whole = Files.readAllBytes(shard);

        Files.write(shard, java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> TokenShards.open(target))
                .hasMessageContaining("its header does not fit");
        Files.write(shard, java.util.Arrays.copyOf(whole, 20));
        assertThatThrownBy(() -> TokenShards.open(target)).hasMessageContaining("cut short");
        Files.writeString(shard, "x".repeat(whole.length), StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> TokenShards.open(target))
                .hasMessageContaining("not a token shard");

        byte[] flipped = whole.clone();
        flipped[100] ^= 1;
        Files.write(shard, flipped);
        try (TokenShards shards = TokenShards.open(target)) {
            assertThatThrownBy(shards::verify).hasMessageContaining("SHA-256");
            assertThatThrownBy(() -> shards.document("a", 0)).hasMessageContaining("is damaged");
        }
        Files.delete(shard);
        assertThatThrownBy(() -> TokenShards.open(target)).hasMessageContaining("cannot read");
    }

    @Test
    void anotherTokenizerIsRefused() {
        Path target = folder.resolve("set");
        Texts.write(target, Map.of("a", Texts.documents("a", 5, 5, 1)), Texts.options(0, 1, 9999));
        try (TokenShards shards = TokenShards.open(target)) {
            shards.requireTokenizer("bytes-257");
            assertThatThrownBy(() -> shards.requireTokenizer("k2"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("bytes-257");
            assertThatThrownBy(() -> shards.document("b", 0)).hasMessageContaining("known here: a");
        }
    }

    @Test
    void brokenTokenizersAreNoticed() {
        var preparation =
                new DatasetPreparation(
                        new ByteEncoder(40),
                        Texts.options(0, 2, 1000),
                        PreparationListener.silent());
        var sources = Map.of("a", List.of(Texts.source("a", Texts.documents("a", 5, 5, 1))));
        assertThatThrownBy(() -> preparation.write(folder.resolve("set"), sources))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("outside the vocabulary of 40");
    }

    @Test
    void domainsWithoutDocumentsAndBadNamesAreErrors() {
        assertThatThrownBy(() ->
                        Texts.write(
                                folder.resolve("set"),
                                Map.of("a", List.of()),
                                Texts.options(0, 1, 10)))
                .hasMessageContaining("no document to train on");
        assertThatThrownBy(() ->
                        Texts.write(
                                folder.resolve("set"),
                                Map.of("../a", Texts.documents("a", 5, 5, 1)),
                                Texts.options(0, 1, 10)))
                .hasMessageContaining("cannot name a domain");
    }

    private static Set<String> texts(TokenStore store) {
        Set<String> texts = new HashSet<>();
        for (long i = 0; i < store.documents(); i++) {
            texts.add(ByteEncoder.decode(store.document(i)));
        }
        return texts;
    }

    private static Map<String, List<Byte>> contents(Path root) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : Files.readAllBytes(file)) {
                    bytes.add(b);
                }
                contents.put(root.relativize(file).toString(), bytes);
            }
        }
        return contents;
    }
}
