package dev.baltoro.rl.loss;

/// GRPO (arXiv 2402.03300), without its KL term: advantages in standard deviations of the group,
/// the pessimistic of a token's plain and clipped ratio, the mean over each sample's tokens, then
/// over samples and groups.
///
/// @param clip ε: how far a ratio may move from 1
public record Grpo(double clip) implements LossTerm {
    private static final double LEAST_DEVIATION = 1e-6;

    /// Refuses an ε outside of 0 to 1.
    public Grpo {
        if (!(clip > 0 && clip < 1)) {
            throw new IllegalArgumentException("clip is %s; use 0 to 1".formatted(clip));
        }
    }

    @Override
    public double[] scoreGroup(double[] rewards) {
        double mean = LossTerm.mean(rewards);
        double squares = 0;
        for (double reward : rewards) {
            squares += (reward - mean) * (reward - mean);
        }
        double deviation = Math.sqrt(squares / rewards.length) + LEAST_DEVIATION;
        double[] advantages = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            advantages[i] = (rewards[i] - mean) / deviation;
        }
        return advantages;
    }

    @Override
    public void scoreRollout(LossSample sample, double advantage, float[] slopes) {
        LossSample.Share share = sample.share();
        double mean = 1.0 / ((double) slopes.length * share.groupSamples() * share.groups());
        for (int i = 0; i < slopes.length; i++) {
            double ratio = Math.exp((double) sample.now()[i] - sample.old()[i]);
            boolean clipped = advantage >= 0 ? ratio > 1 + clip : ratio < 1 - clip;
            slopes[i] -= clipped ? 0 : (float) (mean * ratio * advantage);
        }
    }
}
