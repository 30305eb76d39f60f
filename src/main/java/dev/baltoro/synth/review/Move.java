package dev.baltoro.synth.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a reviewer goes from a trajectory.
public enum Move {
    /// To it.
    AT,
    /// To the one after it.
    NEXT,
    /// To the one before it.
    PREVIOUS,
    /// To the next one without a verdict of this reviewer's; behind the last one, from the start.
    OPEN;

    /// {@return how the page writes it}
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return the move of that word}
    public static Optional<Move> of(String word) {
        return Arrays.stream(values()).filter(move -> move.word().equals(word)).findFirst();
    }
}
