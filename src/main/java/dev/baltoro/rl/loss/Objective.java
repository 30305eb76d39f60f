package dev.baltoro.rl.loss;

import java.util.List;

/// The sum of some terms.
///
/// @param terms in order
public record Objective(List<LossTerm> terms) {
    public Objective {
        terms = List.copyOf(terms);
    }

    /// {@return each sample's advantages, one for each term}
    ///
    /// @param rewards of one group
    public double[][] advantages(double[] rewards) {
        double[][] advantages = new double[rewards.length][terms.size()];
        for (int term = 0; term < terms.size(); term++) {
            double[] of = terms.get(term).scoreGroup(rewards);
            for (int i = 0; i < of.length; i++) {
                advantages[i][term] = of[i];
            }
        }
        return advantages;
    }

    /// {@return a sample's slopes, one for each token that the model drew}
    ///
    /// @param advantages one for each term
    public float[] slopes(LossSample sample, double[] advantages) {
        float[] slopes = new float[sample.now().length];
        for (int term = 0; term < advantages.length; term++) {
            terms.get(term).scoreRollout(sample, advantages[term], slopes);
        }
        return slopes;
    }

    /// {@return the slope at each target of the text that is trained on beside}
    ///
    /// @param targets how many of these the batch has
    public float textSlope(int targets) {
        double slope = 0;
        for (LossTerm term : terms) {
            slope += term.textSlope(targets);
        }
        return (float) slope;
    }

    /// {@return the slope at each target of the critic's right verdicts}
    ///
    /// @param targets how many of these the batch has
    public float criticSlope(int targets) {
        double slope = 0;
        for (LossTerm term : terms) {
            slope += term.criticSlope(targets);
        }
        return (float) slope;
    }
}
