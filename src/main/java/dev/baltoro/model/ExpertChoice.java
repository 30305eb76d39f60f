package dev.baltoro.model;

import java.util.Arrays;

/// Which experts the tokens select: the K largest biased scores, in the best groups only where
/// there are groups.
///
/// A group's rank is the sum of its two largest biased scores; experts outside the chosen groups
/// are out whatever their score (−∞, not 0: a negative bias must not let them in). Of equal scores
/// the lower expert wins.
public final class ExpertChoice {
    private static final int BEST_OF_GROUP = 2;

    private final int experts;
    private final int choices;
    private final int groups;
    private final int chosenGroups;
    private final boolean normalized;
    private final float scale;

    /// A choice as `config` says.
    public ExpertChoice(K2Config config) {
        this.experts = config.nRoutedExperts();
        this.choices = config.numExpertsPerTok();
        this.groups = config.nGroup();
        this.chosenGroups = config.topkGroup();
        this.normalized = config.normTopkProb();
        this.scale = (float) config.routedScalingFactor();
    }

    /// {@return for each token its experts, best first, [T, K] row-major}
    public int[] select(float[] scores_TE, float[] bias_E) {
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

    /// {@return the selected experts' shares, [T, K] row-major: unbiased scores, normalised and
    /// scaled as the configuration says}
    public float[] weights(float[] scores_TE, int[] experts_TK) {
        float[] weights = new float[experts_TK.length];
        for (int token = 0; token * choices < weights.length; token++) {
            float sum = 0;
            for (int k = 0; k < choices; k++) {
                int slot = token * choices + k;
                weights[slot] = scores_TE[token * experts + experts_TK[slot]];
                sum += weights[slot];
            }
            float factor = normalized ? scale / (sum + 1e-20f) : scale;
            for (int k = 0; k < choices; k++) {
                weights[token * choices + k] *= factor;
            }
        }
        return weights;
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
