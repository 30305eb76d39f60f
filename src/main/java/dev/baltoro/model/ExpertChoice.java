package dev.baltoro.model;

import java.util.Arrays;

/// Which experts the tokens select: the K largest biased scores, in the best groups only where
/// there are groups.
///
/// A group's rank is the sum of its two largest biased scores; experts outside the chosen groups
/// are out whatever their score (−∞, not 0: a negative bias must not let them in). Of equal scores
/// the lower expert wins.
final class ExpertChoice {
    private static final int BEST_OF_GROUP = 2;

    private final int experts;
    private final int choices;
    private final int groups;
    private final int chosenGroups;

    ExpertChoice(K2Config config) {
        this.experts = config.nRoutedExperts();
        this.choices = config.numExpertsPerTok();
        this.groups = config.nGroup();
        this.chosenGroups = config.topkGroup();
    }

    /// {@return for each token its experts, best first, [T, K] row-major}
    int[] select(float[] scores_TE, float[] bias_E) {
        int tokens = scores_TE.length / experts;
        int[] selected = new int[tokens * choices];
        float[] biased = new float[experts];
        int[] best = new int[choices];
        for (int token = 0; token < tokens; token++) {
            for (int expert = 0; expert < experts; expert++) {
                biased[expert] = scores_TE[token * experts + expert] + bias_E[expert];
            }
            if (groups > chosenGroups) {
                dropGroups(biased);
            }
            largest(biased, best);
            System.arraycopy(best, 0, selected, token * choices, choices);
        }
        return selected;
    }

    private void dropGroups(float[] biased) {
        int size = experts / groups;
        float[] ranks = new float[groups];
        int[] best = new int[Math.min(BEST_OF_GROUP, size)];
        for (int group = 0; group < groups; group++) {
            float[] members = Arrays.copyOfRange(biased, group * size, (group + 1) * size);
            largest(members, best);
            for (int member : best) {
                ranks[group] += members[member];
            }
        }
        int[] kept = new int[chosenGroups];
        largest(ranks, kept);
        boolean[] keep = new boolean[groups];
        for (int group : kept) {
            keep[group] = true;
        }
        for (int expert = 0; expert < experts; expert++) {
            if (!keep[expert / size]) {
                biased[expert] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /// Fills `best` with the indices of the largest values, largest first, by insertion: K is
    /// small.
    private static void largest(float[] values, int[] best) {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (count == best.length && !(values[i] > values[best[count - 1]])) {
                continue;
            }
            int at = count < best.length ? count++ : count - 1;
            while (at > 0 && values[i] > values[best[at - 1]]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = i;
        }
    }
}
