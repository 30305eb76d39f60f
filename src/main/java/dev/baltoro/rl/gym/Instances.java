package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Split;
import dev.baltoro.stats.SplitMix64;
import java.nio.charset.StandardCharsets;

/// Which instances are trained on and which are held out: a property of the instance itself, so
/// that none can be on both sides, whatever the seed.
public final class Instances {
    /// One in so many instances is held out.
    public static final int HELD_OUT_ONE_IN = 8;

    private Instances() {}

    /// {@return whether an instance belongs to a split; draw another one if it does not}
    ///
    /// @param key everything that makes two instances the same task, such as `"17+25"`
    public static boolean belongs(Split split, String key) {
        long hash = 0;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = SplitMix64.mix(hash, b);
        }
        boolean heldOut = Long.remainderUnsigned(hash, HELD_OUT_ONE_IN) == 0;
        return heldOut == (split != Split.TRAIN);
    }
}
