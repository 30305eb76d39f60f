package dev.baltoro.rl.loss;

/// The PTX loss (K2 report §3.2.3): cross-entropy on text of good quality beside the rollouts,
/// against forgetting. Its mean is over its own targets, so the rollouts' length does not change
/// what it weighs.
///
/// @param weight beside the other terms (about 0.1; K2: not disclosed)
public record PretrainingText(double weight) implements LossTerm {
    /// Refuses a negative weight.
    public PretrainingText {
        if (!(weight >= 0)) {
            throw new IllegalArgumentException("weight is %s; use 0 or more".formatted(weight));
        }
    }

    @Override
    public double textSlope(int targets) {
        return -weight / targets;
    }
}
