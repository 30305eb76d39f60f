package dev.baltoro.agent.score.value;

import java.util.Arrays;
import java.util.BitSet;

/// Whether each thing on the left can have one of its own on the right: a perfect matching in a
/// bipartite graph, by augmenting paths.
public final class Pairing {
    private final int count;
    private final Fit fit;

    /// Who has each on the right; -1 if nobody.
    private final int[] taken;

    private Pairing(int count, Fit fit) {
        this.count = count;
        this.fit = fit;
        this.taken = new int[count];
        Arrays.fill(taken, -1);
    }

    /// Whether two things go together.
    @FunctionalInterface
    public interface Fit {
        boolean test(int left, int right);
    }

    /// {@return whether there are as many on either side, and all can be paired}
    public static boolean exists(int left, int right, Fit fit) {
        if (left != right) {
            return false;
        }
        Pairing pairing = new Pairing(right, fit);
        for (int i = 0; i < left; i++) {
            if (!pairing.place(i, new BitSet(right))) {
                return false;
            }
        }
        return true;
    }

    private boolean place(int left, BitSet seen) {
        for (int right = 0; right < count; right++) {
            if (!seen.get(right) && fit.test(left, right)) {
                seen.set(right);
                if (taken[right] < 0 || place(taken[right], seen)) {
                    taken[right] = left;
                    return true;
                }
            }
        }
        return false;
    }
}
