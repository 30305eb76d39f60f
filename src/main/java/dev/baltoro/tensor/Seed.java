package dev.baltoro.tensor;

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

    /// The finaliser of SplitMix64: a bijection that spreads every input bit over the output.
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
