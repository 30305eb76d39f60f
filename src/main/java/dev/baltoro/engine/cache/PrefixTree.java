package dev.baltoro.engine.cache;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Runs of tokens whose keys are in the cache: a radix tree of full pages. For one thread.
///
/// Each page in the tree is held once by the tree, and once by every sequence that uses it. A
/// sequence that holds a page holds all pages before it too, so what only the tree holds is always
/// at the ends of branches.
///
/// Keys depend on the weights, so each weight version has a tree of its own. A caller that keeps
/// keys over updates gives a fixed version. (The idea is SGLang's RadixAttention, arXiv
/// 2312.07104.)
public final class PrefixTree {
    private final PagePool pool;
    private final int pageSize;
    private final TreeMap<Long, PrefixNode> roots = new TreeMap<>();
    private final Recency recency = new Recency();
    private int cachedPages;
    private long lookups;
    private long lookupTokens;
    private long hitTokens;
    private long evictedPages;

    /// An empty tree over the pages of `pool`, which others may use too.
    public PrefixTree(PagePool pool) {
        this.pool = pool;
        this.pageSize = pool.pageSize();
    }

    /// Finds the longest cached run of full pages that `tokens` begins with.
    ///
    /// @param limit most tokens that may be found; the last token of a prompt must be computed for
    ///   its scores, so callers give at most `tokens.length - 1`
    /// @param version of the weights that the keys must come from
    /// @return the run's pages in order, each held once more, which the caller releases
    /// @throws IllegalArgumentException if the limit is negative or past the tokens
    public int[] match(int[] tokens, int limit, long version) {
        if (limit < 0 || limit > tokens.length) {
            throw new IllegalArgumentException(
                    "limit is %d; use 0 to %d, the number of tokens"
                            .formatted(limit, tokens.length));
        }
        int[] found = new int[limit / pageSize];
        PrefixNode root = roots.get(version);
        int pages = root == null ? 0 : walk(root, tokens, found);
        int[] matched = Arrays.copyOf(found, pages);
        pool.retain(matched);
        lookups++;
        lookupTokens += limit;
        hitTokens += (long) pages * pageSize;
        return matched;
    }

    /// Takes in the full pages of a sequence.
    ///
    /// Where the tree already has a page with the same tokens before and in it, the caller's own is
    /// released and the tree's held in its place.
    ///
    /// @param tokens at least `pages.length · pageSize`; those after the last full page are not
    ///   looked at
    /// @param pages the caller's pages for the beginning of `tokens`, each full, each held by it
    /// @param version of the weights that computed them
    /// @return the pages that the caller holds from now on, as many as it gave, in order
    /// @throws IllegalArgumentException if there are more pages than tokens fill
    public int[] insert(int[] tokens, int[] pages, long version) {
        if (pages.length > tokens.length / pageSize) {
            throw new IllegalArgumentException(
                    "%d pages of %d tokens cannot be full with %d tokens"
                            .formatted(pages.length, pageSize, tokens.length));
        }
        int[] held = pages.clone();
        if (pages.length == 0) {
            return held;
        }
        PrefixNode root = roots.computeIfAbsent(version, _ -> PrefixNode.root(pageSize));
        int[] known = new int[pages.length];
        int common = walk(root, tokens, known);
        for (int i = 0; i < common; i++) {
            if (known[i] != pages[i]) {
                pool.retain(known[i]);
                pool.release(pages[i]);
                held[i] = known[i];
            }
        }
        if (common < pages.length) {
            PrefixNode end = nodeEndingAt(root, tokens, common);
            recency.touch(end.append(tokens, pages, common));
            for (int i = common; i < pages.length; i++) {
                pool.retainForCache(pages[i]);
            }
            cachedPages += pages.length - common;
        }
        return held;
    }

    /// Frees up to `pages` pages that only the tree holds, the least recently used branches from
    /// their ends.
    ///
    /// @return how many were freed
    public int evict(int pages) {
        int freed = 0;
        PrefixNode node = recency.oldest();
        while (node != null && freed < pages) {
            PrefixNode next = node.newer;
            if (node.isLeaf()) {
                freed += trim(node, pages - freed);
            }
            node = next;
        }
        evictedPages += freed;
        return freed;
    }

    /// {@return pages that only the tree holds, which [#evict] could free now}
    public int evictable() {
        return pool.heldByCacheAlone();
    }

    /// Forgets what older weights than `version` computed.
    ///
    /// Sequences go on with the pages that they hold.
    ///
    /// @return how many pages that freed
    public int dropVersionsBefore(long version) {
        int freed = 0;
        var outdated = roots.headMap(version);
        for (PrefixNode root : outdated.values()) {
            freed += drop(root);
        }
        outdated.clear();
        return freed;
    }

    /// Forgets everything.
    ///
    /// @return how many pages that freed
    public int clear() {
        int freed = 0;
        for (PrefixNode root : roots.values()) {
            freed += drop(root);
        }
        roots.clear();
        return freed;
    }

    /// {@return what is cached and what it has saved}
    public PrefixStatistics statistics() {
        return new PrefixStatistics(cachedPages, lookups, lookupTokens, hitTokens, evictedPages);
    }

    /// The roots by version, for tests.
    TreeMap<Long, PrefixNode> roots() {
        return roots;
    }

    /// Follows `tokens` down from `root` as far as `found` has room, and notes the pages and that
    /// they were used; returns their number.
    private int walk(PrefixNode root, int[] tokens, int[] found) {
        int pages = 0;
        PrefixNode last = root;
        PrefixNode node = childAt(root, tokens, pages, found.length);
        while (node != null) {
            last = node;
            int common = node.commonPages(tokens, pages * pageSize, found.length - pages);
            for (int i = 0; i < common; i++) {
                found[pages++] = node.page(i);
            }
            node = common == node.size() ? childAt(node, tokens, pages, found.length) : null;
        }
        recency.touch(last);
        return pages;
    }

    private @Nullable PrefixNode childAt(PrefixNode node, int[] tokens, int page, int end) {
        return page < end ? node.child(tokens, page * pageSize) : null;
    }

    /// The node that the first `pages` pages of `tokens`, all known, end with; cuts one in two if
    /// they end inside it.
    private PrefixNode nodeEndingAt(PrefixNode root, int[] tokens, int pages) {
        PrefixNode node = root;
        int at = 0;
        while (at < pages) {
            PrefixNode child = node.child(tokens, at * pageSize);
            if (child == null) {
                throw new IllegalStateException("page %d of a known run is missing".formatted(at));
            }
            if (at + child.size() > pages) {
                PrefixNode head = child.splitOffHead(pages - at);
                recency.addParentOf(child, head);
                return head;
            }
            at += child.size();
            node = child;
        }
        return node;
    }

    /// Frees up to `atMost` pages from a leaf's end, down to one that a sequence holds.
    private int trim(PrefixNode leaf, int atMost) {
        int keep = leaf.size();
        int least = Math.max(0, leaf.size() - atMost);
        while (keep > least && pool.references(leaf.page(keep - 1)) == 1) {
            keep--;
            pool.releaseFromCache(leaf.page(keep));
        }
        int freed = leaf.size() - keep;
        cachedPages -= freed;
        if (freed > 0) {
            leaf.truncate(keep);
        }
        if (keep == 0) {
            recency.remove(leaf);
        }
        return freed;
    }

    private int drop(PrefixNode root) {
        int freed = 0;
        Deque<PrefixNode> left = new ArrayDeque<>();
        root.children().forEach(left::push);
        while (!left.isEmpty()) {
            PrefixNode node = left.pop();
            node.children().forEach(left::push);
            recency.remove(node);
            for (int i = 0; i < node.size(); i++) {
                freed += pool.releaseFromCache(node.page(i)) ? 1 : 0;
            }
            cachedPages -= node.size();
        }
        return freed;
    }
}
