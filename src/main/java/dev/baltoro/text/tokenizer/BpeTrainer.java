package dev.baltoro.text.tokenizer;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// Trains a byte-level BPE vocabulary with K2's split pattern.
///
/// The same texts in the same order give the same vocabulary, whatever the number of threads. The
/// bytes 0 to 255 are the first tokens, the merges follow in the order they were made (the most
/// frequent pair first, ties as [MergeTraining] says), and a block of 32 special tokens in K2's
/// order ends it. Memory is bounded by the number of distinct pieces, not by the amount of text.
public final class BpeTrainer {
    /// The smallest vocabulary: 256 bytes and the special tokens.
    public static final int VOCAB_SIZE_MIN = 256 + SpecialTokens.TRAINED_SLOTS;

    /// The largest vocabulary.
    public static final int VOCAB_SIZE_MAX = 1 << 20;

    /// A pair that occurs only once is not a pattern.
    private static final long PAIR_COUNT_MIN = 2;

    /// What training tells about itself.
    public interface Progress {
        /// Says nothing.
        Progress SILENT =
                new Progress() {
                    @Override
                    public void counted(long bytes) {}

                    @Override
                    public void merged(int tokens, int target) {}
                };

        /// Pieces of so much text have been counted.
        void counted(long bytes);

        /// There are so many tokens of `target`.
        void merged(int tokens, int target);
    }

    private final int vocabSize;
    private final int threads;
    private final Progress progress;
    private final boolean copying;

    /// @param vocabSize number of ids to aim at, special tokens included
    /// @param threads threads that count pieces
    /// @throws IllegalArgumentException if a number is out of its range
    public BpeTrainer(int vocabSize, int threads, Progress progress) {
        this(vocabSize, threads, progress, false);
    }

    private BpeTrainer(int vocabSize, int threads, Progress progress, boolean copying) {
        if (vocabSize < VOCAB_SIZE_MIN || vocabSize > VOCAB_SIZE_MAX) {
            throw new IllegalArgumentException(
                    "vocabulary size %d is outside of %d (256 bytes and %d special tokens) to %d"
                            .formatted(
                                    vocabSize,
                                    VOCAB_SIZE_MIN,
                                    SpecialTokens.TRAINED_SLOTS,
                                    VOCAB_SIZE_MAX));
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        this.vocabSize = vocabSize;
        this.threads = threads;
        this.progress = progress;
        this.copying = copying;
    }

    /// {@return a trainer of a vocabulary that is easy to copy with}
    ///
    /// A small model copies a value token by token, so a value should have the same tokens wherever
    /// it stands. Usual merges join a word with the space, quote or slash before it, so `menu` is
    /// one token in a sentence and others in a path; and digits by threes, counted from the left.
    /// Here words are apart from what stands before them, and digits are single. Texts have more
    /// tokens for it.
    public BpeTrainer forCopying() {
        return new BpeTrainer(vocabSize, threads, progress, true);
    }

    /// {@return a tokenizer trained on `texts`}
    ///
    /// It has fewer ids than asked for when the texts have too few repeated pairs. Tokens never
    /// cross from one text to the next.
    ///
    /// @param texts read once, one at a time
    public Tokenizer train(Iterator<? extends CharSequence> texts) {
        try (PieceCounter counter = new PieceCounter(threads, progress::counted)) {
            texts.forEachRemaining(text -> Slices.of(text, counter::add));
            return merge(counter.finish());
        }
    }

    /// Hands on texts, one at a time.
    @FunctionalInterface
    public interface Texts {
        /// Gives each text to `taker`.
        void forEach(Consumer<? super CharSequence> taker) throws IOException;
    }

    /// {@return a tokenizer trained on `texts`, as [#train] does, for texts that come as a push}
    ///
    /// @throws IOException if `texts` throws it
    public Tokenizer trainOn(Texts texts) throws IOException {
        try (PieceCounter counter = new PieceCounter(threads, progress::counted)) {
            texts.forEach(text -> Slices.of(text, counter::add));
            return merge(counter.finish());
        }
    }

    private Tokenizer merge(PieceCounts pieces) {
        int target = vocabSize - SpecialTokens.TRAINED_SLOTS;
        List<byte[]> tokens =
                new MergeTraining(copying ? pieces.forCopying() : pieces)
                        .run(target, PAIR_COUNT_MIN, size -> progress.merged(size, target));
        return new Tokenizer(
                new Vocabulary(tokens),
                SpecialTokens.k2(tokens.size(), SpecialTokens.TRAINED_SLOTS));
    }
}
