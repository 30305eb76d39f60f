package dev.baltoro.tensor;

import static dev.baltoro.stats.SplitMix64.mix;

/// The root of a random stream. Streams for parts are derived by name, so adding one part never
/// shifts another's draws.
///
/// @param value the 64-bit seed
public record Seed(long value) {

    /// {@return the seed of the part called `name`}
    public Seed derive(String name) {
        long hash = value;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return new Seed(mix(hash ^ name.length()));
    }

    /// {@return the seed of part number `index`}
    public Seed derive(long index) {
        return new Seed(mix(mix(value) ^ index));
    }
}
