package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;

/// A gym that is trained in.
///
/// @param name the gym's
/// @param difficulty of its tasks at the beginning
/// @param difficultyMax up to which the difficulty rises as the policy gets better; 0 for
///   `difficulty`, where it stays
/// @param levelUp the share of successes in an iteration at which the difficulty rises by one
/// @param weight its share of the prompts, in any unit
public record GymUse(
        String name,
        @Default("1") int difficulty,
        @Default("0") int difficultyMax,
        @Default("0.8") double levelUp,
        @Default("1") double weight) {
    public GymUse {
        Require.positive("difficulty", difficulty);
        Require.that(
                difficultyMax == 0 || difficultyMax >= difficulty,
                "difficulty_max must be at least difficulty, but is " + difficultyMax);
        Require.share("level_up", levelUp);
        Require.positive("weight", weight);
    }

    /// {@return the largest difficulty that its tasks may reach}
    public int highest() {
        return Math.max(difficulty, difficultyMax);
    }
}
