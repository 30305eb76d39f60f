package dev.baltoro.rl.rollout;

/// Most tokens that the model may draw in one rollout, and what happens when they are used up.
///
/// @param tokens over all turns together
/// @param atEnd what happens then
/// @param allowance tokens of the closing answer where it is [AtEnd#CONCLUDE]
/// @param turns that share the tokens where it is [AtEnd#EXACT]: each is over after its part
public record Budget(int tokens, AtEnd atEnd, int allowance, int turns) {
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
        if (turns < 1 || turns > 1 && atEnd != AtEnd.EXACT) {
            throw new IllegalArgumentException(
                    "tokens shared by %d turns; use 1, or exact budgets".formatted(turns));
        }
    }

    /// One whose turns share nothing.
    public Budget(int tokens, AtEnd atEnd, int allowance) {
        this(tokens, atEnd, allowance, 1);
    }

    /// {@return tokens of the whole rollout after which a turn is over that began after `drawn`}
    int turnEnd(int drawn) {
        int part = (int) ((long) drawn * turns / tokens) + 1;
        return (int) Math.ceilDiv((long) tokens * part, turns);
    }

    /// {@return a budget after which a rollout is cut off}
    public static Budget truncating(int tokens) {
        return new Budget(tokens, AtEnd.TRUNCATE, 1);
    }
}
