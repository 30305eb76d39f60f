package dev.baltoro.rl.loss;

/// A control, not reinforcement learning: cross-entropy on the samples that did their task, each of
/// their tokens with the same weight (rejection-sampling fine-tuning). Compare at equal
/// generations.
public record RejectionSampling() implements LossTerm {
    @Override
    public void scoreRollout(LossSample sample, double advantage, float[] slopes) {
        if (sample.success()) {
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] -= 1f / sample.share().successTokens();
            }
        }
    }
}
