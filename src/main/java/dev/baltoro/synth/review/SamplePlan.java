package dev.baltoro.synth.review;

/// Which trajectories are reviewed.
///
/// @param size how many; 0 for all
/// @param seed of the draw
/// @param overlap share that every reviewer sees; the rest is divided among them
public record SamplePlan(int size, long seed, double overlap) {
    /// Trajectories of a sample.
    public static final int SIZE_MAX = 1_000_000;

    /// {@return 200 trajectories, a quarter of them for everybody}
    public static SamplePlan standard() {
        return new SamplePlan(200, 0, 0.25);
    }

    /// @throws IllegalArgumentException if a value is out of range
    public SamplePlan {
        if (size < 0 || size > SIZE_MAX) {
            throw new IllegalArgumentException(
                    "a sample of %d; use 1 to %,d, or 0 for all".formatted(size, SIZE_MAX));
        }
        if (!(overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException(
                    "an overlap of %s; use a share from 0 to 1".formatted(overlap));
        }
    }
}
