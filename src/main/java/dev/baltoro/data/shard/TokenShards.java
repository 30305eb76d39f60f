package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.io.Reason;
import dev.baltoro.io.Sums;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A prepared dataset, mapped into memory; safe for use by many threads until it is closed.
public final class TokenShards implements AutoCloseable {
    private final Path folder;
    private final DatasetManifest manifest;
    private final Arena arena;
    private final Map<String, TokenStore> train = new TreeMap<>();
    private final Map<String, TokenStore> heldOut = new TreeMap<>();

    private TokenShards(Path folder, DatasetManifest manifest, Arena arena) {
        this.folder = folder;
        this.manifest = manifest;
        this.arena = arena;
        manifest.domains()
                .forEach((name, domain) -> {
                    train.put(name, store(domain.train()));
                    heldOut.put(name, store(domain.heldOut()));
                });
    }

    /// Opens the dataset in a folder. Counts and lengths are checked here, hashes by [#verify()].
    @SuppressWarnings("MustBeClosedChecker") // the arena is closed with the dataset, or right here
    public static TokenShards open(Path folder) {
        DatasetManifest manifest = ManifestFile.read(folder);
        Arena arena = Arena.ofShared();
        try {
            return new TokenShards(folder, manifest, arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// What the dataset holds.
    public DatasetManifest manifest() {
        return manifest;
    }

    /// The names of its domains.
    public SortedSet<String> domains() {
        return new TreeSet<>(manifest.domains().keySet());
    }

    /// Refuses a tokenizer other than the one that made the tokens.
    public void requireTokenizer(String id) {
        if (!id.equals(manifest.tokenizer())) {
            throw new DataException(
                    "%s was prepared with tokenizer %s, not %s: use that one or prepare again"
                            .formatted(folder, manifest.tokenizer(), id));
        }
    }

    /// Compares every shard with its hash in the manifest.
    public void verify() {
        for (DatasetManifest.Domain domain : manifest.domains().values()) {
            for (DatasetManifest.Split split : List.of(domain.train(), domain.heldOut())) {
                split.shards().forEach(this::verify);
            }
        }
    }

    /// The tokens of a training document, its end included; documents are numbered as stored.
    public int[] document(String domain, long index) {
        return train(domain).document(index);
    }

    /// Ends the mapping; batches that were made stay valid.
    @Override
    public void close() {
        arena.close();
    }

    /// The documents of a domain that are trained on.
    public TokenStore train(String domain) {
        return known(domain, train);
    }

    /// The documents of a domain that losses are measured on.
    public TokenStore heldOut(String domain) {
        return known(domain, heldOut);
    }

    private TokenStore known(String domain, Map<String, TokenStore> stores) {
        manifest.domain(domain); // says which names there are
        return Objects.requireNonNull(stores.get(domain));
    }

    private TokenStore store(DatasetManifest.Split split) {
        List<TokenShard> shards = new ArrayList<>();
        for (DatasetManifest.Shard listed : split.shards()) {
            TokenShard shard = TokenShard.open(inside(listed.file()), arena);
            if (shard.documents() != listed.documents()
                    || shard.layout().tokens() != listed.tokens()
                    || shard.layout().vocabSize() != manifest.vocabSize()) {
                throw new DataException(
                        shard.file() + " is not the shard of its manifest: prepare the data again");
            }
            shards.add(shard);
        }
        return new TokenStore(shards);
    }

    private void verify(DatasetManifest.Shard shard) {
        Path file = inside(shard.file());
        try {
            String hash = Sums.sha256(file);
            if (!hash.equals(shard.sha256())) {
                throw new DataException(
                        "%s has SHA-256 %s, its manifest says %s: prepare the data again"
                                .formatted(file, hash, shard.sha256()));
            }
        } catch (IOException e) {
            throw new DataException("cannot read " + file + " (" + Reason.of(e) + ")", e);
        }
    }

    /// A file of the manifest, which may not point out of the folder.
    private Path inside(String file) {
        Path path = folder.resolve(file).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw new DataException(
                    "the manifest of " + folder + " names a file outside of it: " + file);
        }
        return path;
    }
}
