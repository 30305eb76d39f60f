package dev.baltoro.rl.gym;

import java.util.SplittableRandom;

/// A kind of question within a gym. Immutable.
public interface QuestionKind {
    /// {@return a short name of lower-case letters and hyphens}
    String name();

    /// {@return how it is asked}
    Phrasings phrasings();

    /// {@return an instance}
    ///
    /// @param difficulty from 1
    Question draw(SplittableRandom random, int difficulty);
}
