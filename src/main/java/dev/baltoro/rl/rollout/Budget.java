package dev.baltoro.rl.rollout;

/// Most tokens that the model may draw in one rollout, and what happens when they are used up.
///
/// @param tokens over all turns together
/// @param atEnd what happens then
/// @param allowance tokens of the closing answer where it is [AtEnd#CONCLUDE]
public record Budget(int tokens, AtEnd atEnd, int allowance) {
    /// What happens to a rollout that has used up its tokens.
    public enum AtEnd {
        /// It is cut off (K2 report §3.2.3).
        TRUNCATE,
        /// Its turn is closed, and it is asked for the answer inside the allowance.
        CONCLUDE,
        /// A turn is over after just so many tokens, whatever they are: what would end one before
        /// is never drawn. Lengths are then forced, which is for benchmarks.
        EXACT
    }

    /// What a model is asked where it has to conclude.
    static final String CONCLUDE_PROMPT = "Answer now.";

    /// Refuses what cannot be.
    public Budget {
        if (tokens < 1 || allowance < 1) {
            throw new IllegalArgumentException(
                    "a budget of %d tokens and %d to conclude; use 1 or more"
                            .formatted(tokens, allowance));
        }
    }

    /// {@return a budget after which a rollout is cut off}
    public static Budget truncating(int tokens) {
        return new Budget(tokens, AtEnd.TRUNCATE, 1);
    }
}
