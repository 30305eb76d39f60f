package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.text.NearestName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a prepared dataset holds: the content of `manifest.json`. It has no dates and no host
/// names, so that the same input gives the same bytes.
///
/// @param formatVersion version of this file and of the shards
/// @param tokenizer id of the tokenizer that made the tokens
/// @param vocabSize size of its vocabulary
/// @param endOfDocument the id that ends each document
/// @param seed seed of the held-out split
/// @param heldOutFraction share of documents that are held out
/// @param domains the domains by name
public record DatasetManifest(
        int formatVersion,
        String tokenizer,
        int vocabSize,
        int endOfDocument,
        long seed,
        double heldOutFraction,
        SortedMap<String, Domain> domains) {
    /// The version that this program reads and writes.
    public static final int FORMAT_VERSION = 1;

    /// One domain.
    ///
    /// @param sources where its documents came from, in the order read
    /// @param duplicates documents whose text had been seen before in the domain
    /// @param duplicatesDropped whether those were left out
    /// @param quarantined rejected records by reason
    /// @param train what is trained on
    /// @param heldOut what losses are measured on
    public record Domain(
            List<String> sources,
            long duplicates,
            boolean duplicatesDropped,
            SortedMap<String, Long> quarantined,
            Split train,
            Split heldOut) {}

    /// One part of a domain.
    ///
    /// @param documents its documents
    /// @param tokens their tokens, ends of documents included
    /// @param bytes their text in bytes of UTF-8
    /// @param shards the files, in order
    public record Split(long documents, long tokens, long bytes, List<Shard> shards) {}

    /// One shard file.
    ///
    /// @param file its path under the dataset, with `/`
    /// @param documents its documents
    /// @param tokens its tokens
    /// @param sha256 hash of the whole file
    public record Shard(String file, long documents, long tokens, String sha256) {}

    /// The domain of that name.
    public Domain domain(String name) {
        Domain domain = domains.get(name);
        if (domain == null) {
            throw new DataException(
                    "no domain \"%s\" here; %s"
                            .formatted(name, NearestName.hint(name, domains.keySet())));
        }
        return domain;
    }

    /// This manifest with one domain alone.
    public DatasetManifest only(String name) {
        return new DatasetManifest(
                formatVersion,
                tokenizer,
                vocabSize,
                endOfDocument,
                seed,
                heldOutFraction,
                new TreeMap<>(Map.of(name, domain(name))));
    }
}
