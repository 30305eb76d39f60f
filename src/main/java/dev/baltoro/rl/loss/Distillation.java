package dev.baltoro.rl.loss;

/// On-policy distillation: the model's own samples, each token pushed as far as a teacher finds it
/// likelier than the model does. The advantage of a token is ln p_teacher − ln p, a sample of the
/// reverse KL divergence's slope; the mean over all drawn tokens of the batch.
///
/// @param weight beside the other terms
public record Distillation(double weight) implements LossTerm {
    @Override
    public void scoreRollout(LossSample sample, double advantage, float[] slopes) {
        double mean = weight / sample.share().batchTokens();
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] -= (float) (mean * ((double) sample.teacher()[i] - sample.now()[i]));
        }
    }
}
