package dev.baltoro.train.corpus;

import dev.baltoro.text.tokenizer.BpeTrainer;

/// The vocabulary that is trained on a corpus.
///
/// @param size ids
/// @param copying whether it is one that is easy to copy with, see [BpeTrainer#forCopying]
public record VocabularyPlan(int size, boolean copying) {
    BpeTrainer trainer(int threads) {
        BpeTrainer usual = new BpeTrainer(size, threads, BpeTrainer.Progress.SILENT);
        return copying ? usual.forCopying() : usual;
    }
}
