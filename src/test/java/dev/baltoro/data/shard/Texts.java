package dev.baltoro.data.shard;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.SourceItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Small datasets for tests, made of random words.
public final class Texts {
    private Texts() {}

    /// Documents of 1 to `maxWords` words, all different.
    public static List<Document> documents(String name, int count, int maxWords, long seed) {
        var random = new SplittableRandom(seed);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder(name + i);
            int words = 1 + random.nextInt(maxWords);
            for (int w = 1; w < words; w++) {
                text.append(' ').append(Integer.toString(random.nextInt(100_000), 36));
            }
            documents.add(new Document(name + ":" + i, text.toString()));
        }
        return documents;
    }

    public static DocumentSource source(String name, List<? extends SourceItem> items) {
        return new DocumentSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void read(java.util.function.Consumer<SourceItem> sink) {
                items.forEach(sink);
            }
        };
    }

    public static DatasetManifest write(
            Path target, Map<String, List<Document>> domains, PreparationOptions options) {
        Map<String, List<DocumentSource>> sources = new TreeMap<>();
        domains.forEach((name, documents) -> sources.put(name, List.of(source(name, documents))));
        return new DatasetPreparation(new ByteEncoder(), options, PreparationListener.silent())
                .write(target, sources);
    }

    public static PreparationOptions options(double heldOut, int threads, long shardTokens) {
        return new PreparationOptions(heldOut, 7, false, shardTokens, threads, false);
    }
}
