package dev.baltoro.engine;

import dev.baltoro.engine.EngineOptions.KvAfterUpdate;
import dev.baltoro.engine.cache.PagePool;
import dev.baltoro.engine.cache.PrefixStatistics;
import dev.baltoro.engine.cache.PrefixTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Decides which sequences are in the batch, which pages they hold, and what is computed next.
///
/// First come, first served. A sequence begins when its whole prompt fits into free pages, those of
/// the prefix tree counted as free where nobody else uses them; those after it wait. When a page is
/// missing later, the sequence that began last gives up its pages and begins again. A sequence
/// whose first pages a running one is about to compute waits for it, and others may overtake it.
final class Scheduler {
    private final EngineOptions options;
    private final PagePool pool;
    private final PrefixTree tree;
    private final PromptTurns turns;
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private final List<Sequence> running = new ArrayList<>();
    private long version;
    private long promptTokens;
    private long cachedTokens;
    private long preemptions;

    Scheduler(EngineOptions options) {
        this.options = options;
        this.pool = new PagePool(options.cacheTokens() / options.pageSize(), options.pageSize());
        this.tree = new PrefixTree(pool);
        this.turns = new PromptTurns(options.prefillTokens());
    }

    PagePool pool() {
        return pool;
    }

    List<Sequence> running() {
        return running;
    }

    int waiting() {
        return waiting.size();
    }

    boolean isIdle() {
        return waiting.isEmpty() && running.isEmpty();
    }

    long promptTokens() {
        return promptTokens;
    }

    long cachedTokens() {
        return cachedTokens;
    }

    long preemptions() {
        return preemptions;
    }

    PrefixStatistics prefixes() {
        return tree.statistics();
    }

    void add(Sequence sequence) {
        waiting.add(sequence);
    }

    /// {@return sequences whose readers have left}
    List<Sequence> cancelled() {
        return Stream.concat(running.stream(), waiting.stream())
                .filter(sequence -> sequence.stream().isCancelled())
                .toList();
    }

    /// New weights are in use: keys of older ones are served to nobody who begins from now on,
    /// unless they are to be kept.
    void weightsChanged(long newVersion) {
        version = newVersion;
        if (options.kvAfterUpdate() == KvAfterUpdate.DROP) {
            tree.dropVersionsBefore(rootOf(newVersion, false));
        }
    }

    /// {@return the tree's root for the keys that a sequence may have and share}
    ///
    /// Those of a seeded sequence were made by absorbed steps alone, so that they have the same
    /// bits whichever sequence made them; others may find keys that either way of computing made.
    private long rootOf(Sequence sequence) {
        return rootOf(
                options.kvAfterUpdate() == KvAfterUpdate.KEEP ? 0 : version, sequence.isSeeded());
    }

    private static long rootOf(long version, boolean seeded) {
        return 2 * version + (seeded ? 1 : 0);
    }

    /// Begins sequences while there is room.
    ///
    /// @return how many began for the first time
    int admit() {
        int begun = 0;
        Iterator<Sequence> order = waiting.iterator();
        while (running.size() < options.batchMax() && order.hasNext()) {
            Sequence next = order.next();
            if (isPrefixUnderway(next)) {
                continue; // for a few turns at most: others need not wait for that
            }
            if (!begin(next)) {
                break;
            }
            order.remove();
            running.add(next);
            if (next.beginnings() == 1) {
                begun++;
            }
        }
        return begun;
    }

    /// {@return whether a running sequence is about to compute a page that `next` could share}
    private boolean isPrefixUnderway(Sequence next) {
        int size = options.pageSize();
        for (Sequence other : running) {
            if (!other.decodes() && other.isSeeded() == next.isSeeded()) {
                int end = Math.min(other.promptLength(), next.size()) - 1;
                int common = 0;
                while (common < end && other.token(common) == next.token(common)) {
                    common++;
                }
                if (common / size * size > other.shared() && common >= size) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean begin(Sequence sequence) {
        int[] tokens = sequence.tokens(0, sequence.size());
        int[] found = tree.match(tokens, tokens.length - 1, rootOf(sequence));
        int missing = pool.pagesFor(tokens.length) - found.length;
        if (!makeRoom(missing)) {
            pool.release(found);
            return false;
        }
        for (int page : found) {
            sequence.addPage(page);
        }
        for (int i = 0; i < missing; i++) {
            sequence.addPage(pool.allocate());
        }
        int cached = found.length * options.pageSize();
        sequence.begin(cached, version);
        if (sequence.beginnings() == 1) {
            promptTokens += tokens.length;
            cachedTokens += cached;
        }
        return true;
    }

    private boolean makeRoom(int pages) {
        if (pool.free() < pages) {
            tree.evict(pages - pool.free());
        }
        return pool.free() >= pages;
    }

    /// {@return the next parts of prompts to compute, in an order that lets nobody wait long}
    List<PromptChunk> prompts() {
        return turns.next(running);
    }

    /// Notes that chunks are in the cache, and lets others share their full pages.
    void computed(List<PromptChunk> chunks) {
        for (PromptChunk chunk : chunks) {
            chunk.sequence().computedTo(chunk.to());
            share(chunk.sequence());
        }
    }

    /// {@return the sequences whose next token can be drawn now, each with a page for its last
    /// token}
    List<Sequence> batch() {
        for (int i = 0; i < running.size(); i++) {
            Sequence sequence = running.get(i);
            if (sequence.decodes() && sequence.pageCount() < pool.pagesFor(sequence.size())) {
                while (!makeRoom(1)) {
                    preempt(running.getLast());
                }
                if (i < running.size()) { // else it was the last itself
                    sequence.addPage(pool.allocate());
                }
            }
        }
        return running.stream().filter(Sequence::decodes).toList();
    }

    private void preempt(Sequence sequence) {
        running.remove(sequence);
        releasePages(sequence);
        waiting.addFirst(sequence);
        preemptions++;
    }

    /// Takes a sequence out that has ended; what it computed may be found by others.
    void end(Sequence sequence) {
        if (running.remove(sequence)) {
            share(sequence);
            releasePages(sequence);
        } else {
            waiting.remove(sequence);
        }
    }

    private void share(Sequence sequence) {
        int full = sequence.computed() / options.pageSize();
        if (full * options.pageSize() <= sequence.shared() || mixes(sequence)) {
            return;
        }
        int[] pages = Arrays.copyOf(sequence.pages(), full);
        int[] held =
                tree.insert(sequence.tokens(0, full * options.pageSize()), pages, rootOf(sequence));
        for (int i = 0; i < full; i++) {
            sequence.setPage(i, held[i]);
        }
        sequence.sharedTo(full * options.pageSize());
    }

    /// {@return whether keys of old weights are among the sequence's that nobody else may have}
    private boolean mixes(Sequence sequence) {
        return options.kvAfterUpdate() == KvAfterUpdate.DROP && sequence.beganWith() != version;
    }

    private void releasePages(Sequence sequence) {
        pool.release(Arrays.copyOf(sequence.pages(), sequence.pageCount()));
        sequence.dropPages();
    }

    /// Ends all, and forgets all keys.
    List<Sequence> clear() {
        List<Sequence> all = new ArrayList<>(running);
        all.addAll(waiting);
        running.forEach(this::releasePages);
        running.clear();
        waiting.clear();
        tree.clear();
        return all;
    }
}
