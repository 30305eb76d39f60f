package dev.baltoro.rl.loss;

import java.util.List;

/// The sum of some terms.
///
/// @param terms in order
public record Objective(List<LossTerm> terms) {
    public Objective {
        terms = List.copyOf(terms);
    }

    /// {@return each sample's slopes, one for each token that the model drew}
    ///
    /// @param rewards of one group
    /// @param samples of the same group, in the same order
    public float[][] slopes(double[] rewards, List<LossSample> samples) {
        float[][] slopes = new float[samples.size()][];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = new float[samples.get(i).now().length];
        }
        for (LossTerm term : terms) {
            double[] advantages = term.scoreGroup(rewards);
            for (int i = 0; i < slopes.length; i++) {
                term.scoreRollout(samples.get(i), advantages[i], slopes[i]);
            }
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
}
