package dev.baltoro.synth.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a reviewer says of a trajectory.
public enum ReviewVerdict {
    /// It may be learnt from.
    ACCEPT,
    /// It may not.
    REJECT,
    /// The reviewer cannot tell.
    UNSURE;

    /// {@return how files and pages write it}
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return the verdict of that word}
    public static Optional<ReviewVerdict> of(String word) {
        return Arrays.stream(values()).filter(verdict -> verdict.word().equals(word)).findFirst();
    }
}
