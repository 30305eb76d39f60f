package dev.baltoro.synth.request;

import dev.baltoro.stats.SplitMix64;
import java.nio.charset.StandardCharsets;

/// A pattern as it stands in a phrasebook.
///
/// @param source as written
/// @param pattern read
record Saying(String source, Pattern pattern) {
    /// One in so many is kept for measuring.
    private static final int HELD_OUT_ONE_IN = 10;

    /// @throws IllegalArgumentException with one line if it cannot be read
    static Saying of(String source) {
        return new Saying(source, PatternReader.parse(source));
    }

    /// {@return whether it is kept for measuring; by its words alone, so that a new neighbour
    /// changes nothing}
    boolean heldOut() {
        long hash = 0;
        for (byte b : source.getBytes(StandardCharsets.UTF_8)) {
            hash = SplitMix64.mix(hash, b);
        }
        return Long.remainderUnsigned(hash, HELD_OUT_ONE_IN) == 0;
    }
}
