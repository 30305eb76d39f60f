package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;

/// How generation and training share time.
///
/// @param mode what generation does while weights change
/// @param segmentTokens time of an iteration by each rollout's own clock, on which a drawn token
///   counts one: what is not over by then waits for the next weights; 0 in synchronous mode, where
///   nothing waits
/// @param stepTokens what a step of a rollout's world (its tools) counts on that clock
/// @param beginMost groups that an iteration begins at most, so that those under way do not all end
///   in the same one; 0 for as many as are missing
/// @param kvAfterUpdate what becomes of keys when weights change
/// @param stalenessMax a sample whose oldest token is more updates old is not trained on
public record UpdateSettings(
        @Default("synchronous") Mode mode,
        @Default("0") int segmentTokens,
        @Default("0") int stepTokens,
        @Default("0") int beginMost,
        @Default("standard") Kv kvAfterUpdate,
        @Default("4") int stalenessMax) {
    /// What generation does while weights change.
    public enum Mode {
        /// It waits: every rollout is over before a step is taken.
        SYNCHRONOUS,
        /// What is not over after `segment_tokens` waits, and goes on with the next weights.
        PARTIAL,
        /// As `partial`, and the step is computed while the next tokens are drawn.
        IN_FLIGHT
    }

    /// What becomes of keys.
    public enum Kv {
        /// `keep` in flight, else `recompute`.
        STANDARD,
        /// Sequences go on with the keys that they have.
        KEEP,
        /// Keys are computed again with the new weights.
        RECOMPUTE
    }

    public UpdateSettings {
        Require.notNegative("segment_tokens", segmentTokens);
        Require.notNegative("step_tokens", stepTokens);
        Require.notNegative("begin_most", beginMost);
        Require.notNegative("staleness_max", stalenessMax);
        Require.that(
                (mode == Mode.SYNCHRONOUS) == (segmentTokens == 0),
                mode == Mode.SYNCHRONOUS
                        ? "segment_tokens must be 0 in synchronous mode, but is " + segmentTokens
                        : "segment_tokens must be above 0 in this mode");
        Require.that(
                mode != Mode.SYNCHRONOUS || beginMost == 0,
                "begin_most must be 0 in synchronous mode, but is " + beginMost);
    }

    /// {@return whether keys of older weights are used}
    public boolean keepsKeys() {
        return switch (kvAfterUpdate) {
            case STANDARD -> mode == Mode.IN_FLIGHT;
            case KEEP -> true;
            case RECOMPUTE -> false;
        };
    }
}
