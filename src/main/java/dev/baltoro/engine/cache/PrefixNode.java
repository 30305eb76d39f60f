package dev.baltoro.engine.cache;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of tokens in the prefix tree with its pages. Only [PrefixTree] and [Recency] touch it.
///
/// A root has no tokens and no parent. Children differ in their first page's tokens.
final class PrefixNode {
    private final Map<IntBuffer, PrefixNode> children = new HashMap<>();
    private final int pageSize;
    private int[] tokens;
    private int[] pages;
    @Nullable PrefixNode parent;

    /// Neighbours by recency, see [Recency].
    @Nullable PrefixNode older;

    @Nullable PrefixNode newer;

    private PrefixNode(int pageSize, int[] tokens, int[] pages) {
        this.pageSize = pageSize;
        this.tokens = tokens;
        this.pages = pages;
    }

    static PrefixNode root(int pageSize) {
        return new PrefixNode(pageSize, new int[0], new int[0]);
    }

    /// Puts `tokens[from ..]`, with a page for each `pageSize` of them, under this node.
    PrefixNode append(int[] allTokens, int[] allPages, int fromPage) {
        var child =
                new PrefixNode(
                        pageSize,
                        Arrays.copyOfRange(
                                allTokens, fromPage * pageSize, allPages.length * pageSize),
                        Arrays.copyOfRange(allPages, fromPage, allPages.length));
        adopt(child);
        return child;
    }

    /// Pages of this node's run.
    int size() {
        return pages.length;
    }

    int page(int index) {
        return pages[index];
    }

    /// Tokens of the run's page number `index`.
    int[] pageTokens(int index) {
        return Arrays.copyOfRange(tokens, index * pageSize, (index + 1) * pageSize);
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    Iterable<PrefixNode> children() {
        return children.values();
    }

    /// The child whose first page has the tokens from `from` on; null if there is none.
    @Nullable PrefixNode child(int[] sought, int from) {
        return children.get(IntBuffer.wrap(sought, from, pageSize));
    }

    /// How many of this run's pages have the tokens from `from` on, at most `atMost`.
    int commonPages(int[] sought, int from, int atMost) {
        int compared = Math.min(atMost, pages.length) * pageSize;
        int differs = Arrays.mismatch(tokens, 0, compared, sought, from, from + compared);
        return (differs < 0 ? compared : differs) / pageSize;
    }

    /// Cuts the run after its first `count` pages; the new node holds those and is this one's
    /// parent.
    PrefixNode splitOffHead(int count) {
        PrefixNode above = requireParent();
        var head =
                new PrefixNode(
                        pageSize,
                        Arrays.copyOf(tokens, count * pageSize),
                        Arrays.copyOf(pages, count));
        above.adopt(head); // in this node's place: both begin with the same page
        tokens = Arrays.copyOfRange(tokens, count * pageSize, tokens.length);
        pages = Arrays.copyOfRange(pages, count, pages.length);
        head.adopt(this);
        return head;
    }

    /// Shortens the run to its first `count` pages; without any the node leaves the tree.
    void truncate(int count) {
        if (count == 0) {
            PrefixNode above = requireParent();
            above.children.remove(key());
            parent = null;
        }
        tokens = Arrays.copyOf(tokens, count * pageSize);
        pages = Arrays.copyOf(pages, count);
    }

    private void adopt(PrefixNode child) {
        children.put(child.key(), child);
        child.parent = this;
    }

    private IntBuffer key() {
        return IntBuffer.wrap(pageTokens(0));
    }

    private PrefixNode requireParent() {
        if (parent == null) {
            throw new IllegalStateException("a root of the prefix tree is neither cut nor removed");
        }
        return parent;
    }
}
