package dev.baltoro.rl.gym;

import java.util.SplittableRandom;

/// A kind of question within a gym.
///
/// @param name a short name of lower-case letters and hyphens
/// @param drawing makes its instances
public record QuestionKind(String name, Drawing drawing) {
    /// Makes instances; a pure function of the chance that it is given.
    @FunctionalInterface
    public interface Drawing {
        /// {@return an instance}
        ///
        /// @param difficulty from 1
        Question draw(SplittableRandom random, int difficulty);
    }
}
