package dev.baltoro.rl.loss;

/// K2's objective (report §3.2.3), for a group of K samples of one prompt:
///
/// ```
/// L = 1/K Σᵢ ( rᵢ − r̄ − τ ln(π(yᵢ)/π_old(yᵢ)) )²
/// ```
///
/// Over the prompts of a batch the mean is taken. What is minimised is L / 2τ, so that the gradient
/// at π = π_old is the policy gradient whatever τ is, and the weights of other terms do not change
/// their meaning with it:
///
/// ```
/// ∂(L / 2τ) / ∂ln π(yᵢ) = −(rᵢ − r̄ − τ ℓᵢ) / K,   ℓᵢ = ln(π(yᵢ)/π_old(yᵢ)) of the whole sequence
/// ```
///
/// @param tau τ, how hard the policy is held near the one that drew the samples (K2: not disclosed)
public record SquaredResidual(double tau) implements LossTerm {
    /// Refuses a τ that is not positive.
    public SquaredResidual {
        if (!(tau > 0)) {
            throw new IllegalArgumentException("tau is %s; use a number above 0".formatted(tau));
        }
    }

    @Override
    public double[] scoreGroup(double[] rewards) {
        double mean = LossTerm.mean(rewards);
        double[] advantages = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            advantages[i] = rewards[i] - mean;
        }
        return advantages;
    }

    @Override
    public void scoreRollout(LossSample sample, double advantage, float[] slopes) {
        double residual = advantage - tau * sample.logRatio();
        LossSample.Share share = sample.share();
        double slope = -residual / ((double) share.groupSamples() * share.groups());
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] += (float) slope;
        }
    }
}
