package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.io.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes one split of a domain as shards that are closed once they are full.
final class SplitWriter implements AutoCloseable {
    /// Most shards of a split: the file names have five digits.
    static final int MAX_SHARDS = 100_000;

    private final Path root;
    private final String prefix;
    private final int vocabSize;
    private final long shardTokens;
    private final List<DatasetManifest.Shard> shards = new ArrayList<>();
    private Optional<ShardWriter> open = Optional.empty();
    private long documents;
    private long tokens;
    private long bytes;

    /// @param root the dataset's folder
    /// @param prefix beginning of the files' names under it, such as `code/train`
    SplitWriter(Path root, String prefix, int vocabSize, long shardTokens) {
        this.root = root;
        this.prefix = prefix;
        this.vocabSize = vocabSize;
        this.shardTokens = shardTokens;
    }

    void append(EncodedDocument document) throws IOException {
        if (open.isPresent() && open.get().tokens() + document.tokens().length > shardTokens) {
            finishShard(open.get());
        }
        if (open.isEmpty()) {
            if (shards.size() == MAX_SHARDS) {
                throw new DataException(
                        prefix + " needs more than " + MAX_SHARDS + " shards: make them larger");
            }
            open = Optional.of(new ShardWriter(root.resolve(nextFile()), vocabSize));
        }
        open.get().append(document.tokens(), document.learned());
        documents++;
        tokens += document.tokens().length;
        bytes += document.bytes();
    }

    DatasetManifest.Split finish() throws IOException {
        if (open.isPresent()) {
            finishShard(open.get());
        }
        return new DatasetManifest.Split(documents, tokens, bytes, List.copyOf(shards));
    }

    long tokens() {
        return tokens;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
        }
    }

    private String nextFile() {
        return "%s-%05d.tokens".formatted(prefix, shards.size());
    }

    private void finishShard(ShardWriter shard) throws IOException {
        shard.finish();
        String file = nextFile();
        shards.add(
                new DatasetManifest.Shard(
                        file, shard.documents(), shard.tokens(), Sums.sha256(root.resolve(file))));
        open = Optional.empty();
    }
}
