package dev.baltoro.agent.world;

import dev.baltoro.stats.SplitMix64;
import java.util.Locale;
import java.util.SplittableRandom;

/// The name of a task: everything that it is a function of.
///
/// @param gym the gym's name
/// @param split which of its tasks
/// @param seed of the run
/// @param index from 0
/// @param difficulty the gym's dial, from 1
public record TaskId(String gym, Split split, long seed, long index, int difficulty) {
    /// Refuses values out of range.
    public TaskId {
        if (index < 0 || difficulty < 1) {
            throw new IllegalArgumentException(
                    "task %d at difficulty %d; use an index from 0 and a difficulty from 1"
                            .formatted(index, difficulty));
        }
    }

    /// {@return the chance of this task, the same each time}
    public SplittableRandom random() {
        long key = SplitMix64.mix(seed, SplitMix64.mix(split.ordinal(), gym.hashCode()));
        return new SplittableRandom(SplitMix64.mix(SplitMix64.mix(key, difficulty), index));
    }

    @Override
    public String toString() {
        return "%s/%s/%d/%d/%d"
                .formatted(gym, split.name().toLowerCase(Locale.ROOT), difficulty, seed, index);
    }
}
