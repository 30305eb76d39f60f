package dev.baltoro.data.shard;

import java.util.Arrays;
import java.util.List;

/// The documents of one split of a domain, numbered through over its shards.
public final class TokenStore {
    private final List<TokenShard> shards;
    private final long[] firstDocument;
    private final long tokens;

    TokenStore(List<TokenShard> shards) {
        this.shards = List.copyOf(shards);
        this.firstDocument = new long[shards.size() + 1];
        long sum = 0;
        for (int i = 0; i < shards.size(); i++) {
            firstDocument[i + 1] = firstDocument[i] + shards.get(i).documents();
            sum += shards.get(i).layout().tokens();
        }
        this.tokens = sum;
    }

    /// How many documents there are.
    public long documents() {
        return firstDocument[shards.size()];
    }

    /// Their tokens, ends included.
    public long tokens() {
        return tokens;
    }

    /// Tokens of a document, its end included.
    public int length(long document) {
        int shard = shardOf(document);
        long i = document - firstDocument[shard];
        return Math.toIntExact(shards.get(shard).start(i + 1) - shards.get(shard).start(i));
    }

    /// Copies `count` tokens of a document from its token `from` on.
    public void copy(long document, int from, int[] target, int at, int count) {
        int shard = shardOf(document);
        long start = shards.get(shard).start(document - firstDocument[shard]);
        shards.get(shard).copy(start + from, target, at, count);
    }

    /// Sets `target[at]` and on to whether a loss counts `count` tokens of a document from its
    /// token `from` on.
    public void learned(long document, int from, boolean[] target, int at, int count) {
        int shard = shardOf(document);
        long start = shards.get(shard).start(document - firstDocument[shard]);
        shards.get(shard).learned(start + from, target, at, count);
    }

    /// All tokens of a document, its end included.
    public int[] document(long document) {
        int[] content = new int[length(document)];
        copy(document, 0, content, 0, content.length);
        return content;
    }

    private int shardOf(long document) {
        if (document < 0 || document >= documents()) {
            throw new IndexOutOfBoundsException(
                    "document %d of %d".formatted(document, documents()));
        }
        int found = Arrays.binarySearch(firstDocument, document);
        int shard = found >= 0 ? found : -found - 2;
        while (firstDocument[shard + 1] == document) {
            shard++; // a shard without documents
        }
        return shard;
    }
}
