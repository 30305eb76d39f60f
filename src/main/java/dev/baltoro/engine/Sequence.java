package dev.baltoro.engine;

import java.util.Arrays;

/// One request on its way: its tokens, and how far their keys are in the cache.
///
/// Owned by the engine's thread.
final class Sequence {
    private final GenerationRequest request;
    private final SequenceOutput output;
    private final TokenStream stream;
    private final long arrival;
    private int[] tokens;
    private int size;
    private int[] pages = new int[0];
    private int pageCount;
    private int computed;
    private int found;
    private int shared;
    private int cached;
    private int beginnings;
    private long beganWith;

    /// @param arrival its place in the order of requests
    Sequence(GenerationRequest request, SequenceOutput output, TokenStream stream, long arrival) {
        this.request = request;
        this.output = output;
        this.stream = stream;
        this.arrival = arrival;
        this.tokens = Arrays.copyOf(request.prompt(), request.prompt().length + 16);
        this.size = request.prompt().length;
    }

    GenerationRequest request() {
        return request;
    }

    SequenceOutput output() {
        return output;
    }

    TokenStream stream() {
        return stream;
    }

    long arrival() {
        return arrival;
    }

    /// {@return prompt and output so far}
    int size() {
        return size;
    }

    int token(int position) {
        return tokens[position];
    }

    /// {@return a copy of the tokens from `from` to `to`}
    int[] tokens(int from, int to) {
        return Arrays.copyOfRange(tokens, from, to);
    }

    /// {@return whether its draws are to be repeatable}
    boolean isSeeded() {
        return request.sampling().seed().isPresent();
    }

    int promptLength() {
        return request.prompt().length;
    }

    int generated() {
        return size - promptLength();
    }

    void append(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size + size / 2);
        }
        tokens[size++] = token;
    }

    /// {@return tokens from the start whose keys are in the cache}
    int computed() {
        return computed;
    }

    void computedTo(int position) {
        computed = position;
    }

    /// {@return whether some of its keys were computed since it began}
    boolean isUnderway() {
        return computed > found;
    }

    /// {@return whether only its last token is to be computed}
    boolean decodes() {
        return computed == size - 1;
    }

    /// {@return the pages of its keys; the first [#pageCount] count}
    int[] pages() {
        return pages;
    }

    int pageCount() {
        return pageCount;
    }

    void addPage(int page) {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, Math.max(8, 2 * pageCount));
        }
        pages[pageCount++] = page;
    }

    void setPage(int index, int page) {
        pages[index] = page;
    }

    /// Forgets its pages: it begins again.
    void dropPages() {
        pageCount = 0;
        computed = 0;
        shared = 0;
    }

    /// {@return prompt tokens that the prefix tree had when it first began}
    int cached() {
        return cached;
    }

    /// Begins, or begins again after it lost its pages.
    ///
    /// @param found tokens whose keys the prefix tree had
    /// @param version of the weights
    void begin(int found, long version) {
        beginnings++;
        beganWith = version;
        this.found = found;
        computed = found;
        shared = found;
        if (beginnings == 1) {
            cached = found;
        }
    }

    int beginnings() {
        return beginnings;
    }

    /// {@return the weights that the first of its keys come from}
    long beganWith() {
        return beganWith;
    }

    /// {@return tokens from the start whose pages the prefix tree has too}
    int shared() {
        return shared;
    }

    void sharedTo(int position) {
        shared = position;
    }
}
