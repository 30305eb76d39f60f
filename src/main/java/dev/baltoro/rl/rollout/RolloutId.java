package dev.baltoro.rl.rollout;

import dev.baltoro.stats.SplitMix64;

/// Which attempt of a run: one of a group's samples of one task.
///
/// @param group number of the group within the run, from 0
/// @param sample number within the group, from 0
public record RolloutId(long group, int sample) {
    /// {@return the seed of its draws}
    ///
    /// @param seed of all rollouts of this kind
    public long seed(long seed) {
        return SplitMix64.mix(SplitMix64.mix(seed, group), sample);
    }

    @Override
    public String toString() {
        return group + "." + sample;
    }
}
