package dev.baltoro.engine.sampling;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The random numbers of one sequence: the n-th token's depends on the seed and n alone. For one
/// thread.
public final class TokenRandom {
    /// Fixed by name, so that a seed draws the same tokens on every JDK.
    private static final String ALGORITHM = "L64X128MixRandom";

    private final long seed;
    private final RandomGenerator generator;

    private TokenRandom(long seed) {
        this.seed = seed;
        this.generator = RandomGeneratorFactory.of(ALGORITHM).create(seed);
    }

    /// {@return the numbers of `seed`, or of a random seed}
    public static TokenRandom of(OptionalLong seed) {
        return new TokenRandom(seed.orElseGet(() -> new SplittableRandom().nextLong()));
    }

    /// {@return the seed, with which the same numbers come again}
    public long seed() {
        return seed;
    }

    /// {@return the next token's number, uniform in [0, 1)}
    ///
    /// To be called once for each token of the output, also for those that need no number.
    public double next() {
        return generator.nextDouble();
    }
}
