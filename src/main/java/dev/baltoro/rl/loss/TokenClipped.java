package dev.baltoro.rl.loss;

/// K2.5's objective: each token's ratio, clipped, and a squared log-ratio that holds the policy;
/// the mean over all tokens of a group, and over groups:
///
/// ```
/// maximise 1/N Σⱼ Σᵢ [ clip(ρᵢⱼ, α, β) (rⱼ − r̄) − τ ln² ρᵢⱼ ],   ρ = π / π_old of a token
/// ```
///
/// A token whose ratio is outside of α to β gets no push from its reward; τ still pulls it back.
///
/// @param least α
/// @param most β
/// @param tau τ
public record TokenClipped(double least, double most, double tau) implements LossTerm {
    /// Refuses bounds that do not hold 1.
    public TokenClipped {
        if (!(least >= 0 && least < 1 && most > 1 && tau >= 0)) {
            throw new IllegalArgumentException(
                    "ratios from %s to %s, tau %s; use bounds around 1 and a tau of 0 or more"
                            .formatted(least, most, tau));
        }
    }

    @Override
    public double[] scoreGroup(double[] rewards) {
        return new SquaredResidual(1).scoreGroup(rewards);
    }

    @Override
    public void scoreRollout(LossSample sample, double advantage, float[] slopes) {
        LossSample.Share share = sample.share();
        double mean = 1.0 / ((double) share.groupTokens() * share.groups());
        for (int i = 0; i < slopes.length; i++) {
            double logRatio = (double) sample.now()[i] - sample.old()[i];
            double ratio = Math.exp(logRatio);
            double push = ratio > least && ratio < most ? ratio * advantage : 0;
            slopes[i] -= (float) (mean * (push - 2 * tau * logRatio));
        }
    }
}
