package dev.baltoro.rl.loss;

/// One term of the loss that reinforcement learning minimises.
///
/// Two hooks: [#scoreGroup] makes advantages of a group's rewards, before the training pass;
/// [#scoreRollout] makes the loss's slope at each token of a sample, in the middle of it, from what
/// its way forward gave this sample's tokens. A term of text that is no rollout has [#textSlope].
public sealed interface LossTerm
        permits SquaredResidual,
                TokenClipped,
                Grpo,
                Distillation,
                RejectionSampling,
                PretrainingText,
                CriticAnswers {
    /// {@return each sample's advantage}
    ///
    /// @param rewards of one group
    default double[] scoreGroup(double[] rewards) {
        return new double[rewards.length];
    }

    /// Adds this term's slope dLoss / dLogP at each token that the model drew.
    ///
    /// @param sample its log-probabilities
    /// @param advantage what [#scoreGroup] gave it
    /// @param slopes one for each drawn token, added to
    default void scoreRollout(LossSample sample, double advantage, float[] slopes) {}

    /// {@return the slope at each target of the pretraining text that is trained on beside}
    ///
    /// @param targets how many of these the batch has
    default double textSlope(int targets) {
        return 0;
    }

    /// {@return the slope at each target of the critic's right verdicts}
    ///
    /// @param targets how many of these the batch has
    default double criticSlope(int targets) {
        return 0;
    }

    /// {@return the mean of some rewards}
    static double mean(double... rewards) {
        double sum = 0;
        for (double reward : rewards) {
            sum += reward;
        }
        return sum / rewards.length;
    }
}
