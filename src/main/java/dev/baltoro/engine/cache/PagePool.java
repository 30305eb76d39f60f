package dev.baltoro.engine.cache;

import java.util.Arrays;
import java.util.Objects;

/// The pages of the key-value cache, by number, and how many hold each. For one thread.
///
/// A page has room for `pageSize` tokens. Each allocation or retention of a page is released once;
/// a page that nobody holds is free.
public final class PagePool {
    /// Tokens in a page by default.
    public static final int PAGE_SIZE_DEFAULT = 32;

    private final int pageSize;
    private final int[] references;
    private final boolean[] cached;
    private final int[] freePages;
    private int free;
    private int heldByCacheAlone;

    /// A pool of free pages.
    ///
    /// @param pages how many
    /// @param pageSize tokens in a page
    /// @throws IllegalArgumentException if either is less than 1
    public PagePool(int pages, int pageSize) {
        if (pages < 1 || pageSize < 1) {
            throw new IllegalArgumentException(
                    "a pool of %d pages of %d tokens holds nothing; use at least 1 of each"
                            .formatted(pages, pageSize));
        }
        this.pageSize = pageSize;
        this.references = new int[pages];
        this.cached = new boolean[pages];
        this.freePages = new int[pages];
        Arrays.setAll(freePages, i -> pages - 1 - i); // page 0 is the first that is given out
        this.free = pages;
    }

    /// {@return number of pages, free or used}
    public int pages() {
        return references.length;
    }

    /// {@return tokens in a page}
    public int pageSize() {
        return pageSize;
    }

    /// {@return pages that nobody holds}
    public int free() {
        return free;
    }

    /// {@return pages that somebody holds, the prefix tree included}
    public int used() {
        return references.length - free;
    }

    /// {@return pages that `tokens` tokens take, the last perhaps not full}
    public int pagesFor(int tokens) {
        return Math.ceilDiv(tokens, pageSize);
    }

    /// {@return how many times a page is held; 0 if it is free}
    public int references(int page) {
        return references[Objects.checkIndex(page, references.length)];
    }

    /// {@return a page that was free, held once}
    ///
    /// @throws IllegalStateException if there is none; look at [#free] before
    public int allocate() {
        if (free == 0) {
            throw new IllegalStateException(
                    "all %d pages are used; release or evict some first"
                            .formatted(references.length));
        }
        int page = freePages[--free];
        references[page] = 1;
        return page;
    }

    /// {@return `count` pages that were free, each held once}
    ///
    /// @throws IllegalStateException if there are fewer; then none is taken
    public int[] allocate(int count) {
        if (count > free) {
            throw new IllegalStateException(
                    "%d of %d pages are free and %d are wanted; release or evict some first"
                            .formatted(free, references.length, count));
        }
        int[] taken = new int[count];
        for (int i = 0; i < count; i++) {
            taken[i] = allocate();
        }
        return taken;
    }

    /// Holds a page that is held already once more.
    ///
    /// @throws IllegalStateException if the page is free
    public void retain(int page) {
        if (references(page) == 0) {
            throw new IllegalStateException("page %d is free; allocate it".formatted(page));
        }
        if (references[page]++ == 1 && cached[page]) {
            heldByCacheAlone--;
        }
    }

    /// Holds each of the pages once more.
    ///
    /// @throws IllegalStateException if one is free
    public void retain(int[] pages) {
        for (int page : pages) {
            retain(page);
        }
    }

    /// Gives back one hold of a page, which is free if it was the last.
    ///
    /// @return whether the page is free now
    /// @throws IllegalStateException if the page is free already
    public boolean release(int page) {
        if (references(page) == 0) {
            throw new IllegalStateException(
                    "page %d was released more often than it was held".formatted(page));
        }
        references[page]--;
        if (references[page] == 1 && cached[page]) {
            heldByCacheAlone++;
        }
        if (references[page] == 0) {
            freePages[free++] = page;
        }
        return references[page] == 0;
    }

    /// Gives back one hold of each page.
    ///
    /// @return how many of them are free now
    /// @throws IllegalStateException if one is free already
    public int release(int[] pages) {
        int freed = 0;
        for (int page : pages) {
            freed += release(page) ? 1 : 0;
        }
        return freed;
    }

    /// Holds a page for the prefix tree.
    void retainForCache(int page) {
        retain(page);
        cached[page] = true;
    }

    /// Gives back the prefix tree's hold of a page; true if the page is free now.
    boolean releaseFromCache(int page) {
        if (references(page) == 1) {
            heldByCacheAlone--;
        }
        cached[page] = false;
        return release(page);
    }

    /// Pages that only the prefix tree holds.
    int heldByCacheAlone() {
        return heldByCacheAlone;
    }
}
