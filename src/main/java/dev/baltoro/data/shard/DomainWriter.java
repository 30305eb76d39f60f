package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.read.Quarantine;
import dev.baltoro.data.read.Rejection;
import dev.baltoro.data.read.SourceItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes one domain: reads its sources, encodes, splits, and counts.
final class DomainWriter {
    private final String name;
    private final Path root;
    private final TokenEncoder encoder;
    private final PreparationOptions options;
    private final PreparationListener listener;
    private final SeenHashes seen = new SeenHashes();
    private long duplicates;
    private long documents;

    DomainWriter(
            String name,
            Path root,
            TokenEncoder encoder,
            PreparationOptions options,
            PreparationListener listener) {
        this.name = name;
        this.root = root;
        this.encoder = encoder;
        this.options = options;
        this.listener = listener;
    }

    DatasetManifest.Domain write(List<DocumentSource> sources) throws IOException {
        Files.createDirectory(root.resolve(name));
        try (var train = split("train");
                var heldOut = split("held_out");
                var quarantine = new Quarantine(root.resolve(name).resolve("quarantine.jsonl"));
                var encoding =
                        new OrderedEncoder(
                                encoder,
                                options.threads(),
                                item -> store(item, train, heldOut, quarantine))) {
            List<String> names = new ArrayList<>();
            for (DocumentSource source : sources) {
                names.add(source.name());
                source.read(item -> add(encoding, item));
            }
            encoding.flush();
            if (train.tokens() == 0) {
                throw nothing(heldOut, quarantine);
            }
            return new DatasetManifest.Domain(
                    names,
                    duplicates,
                    options.dropDuplicates(),
                    quarantine.counts(),
                    train.finish(),
                    heldOut.finish());
        }
    }

    /// A dataset that is not finished takes its quarantine with it, so the error names the first
    /// record.
    private DataException nothing(SplitWriter heldOut, Quarantine quarantine) {
        String why =
                heldOut.tokens() > 0
                        ? "all are held out; lower the held-out share"
                        : quarantine
                                .first()
                                .map(first ->
                                        "rejected %s, the first in %s"
                                                .formatted(quarantine.counts(), first.place()))
                                .orElse("there is none at all; name files with text");
        return new DataException(
                "domain \"%s\" has no document to train on: %s".formatted(name, why));
    }

    private SplitWriter split(String split) {
        return new SplitWriter(
                root, name + "/" + split, encoder.vocabSize(), options.shardTokens());
    }

    private static void add(OrderedEncoder encoding, SourceItem item) {
        try {
            encoding.add(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // write() has no other way out of a source's loop
        }
    }

    private void store(
            EncodedItem item, SplitWriter train, SplitWriter heldOut, Quarantine quarantine)
            throws IOException {
        switch (item) {
            case EncodedItem.Rejected(Rejection rejection) -> quarantine.add(rejection);
            case EncodedDocument document -> {
                boolean duplicate = !seen.add(document.hash());
                duplicates += duplicate ? 1 : 0;
                if (!duplicate || !options.dropDuplicates()) {
                    boolean held = document.heldOut(options.seed(), options.heldOutFraction());
                    (held ? heldOut : train).append(document);
                }
                documents++;
                listener.progress(name, documents, train.tokens() + heldOut.tokens());
            }
        }
    }
}
