package dev.baltoro.rl.loss;

/// Closed-loop critic refinement (K2 report §3.2.2): cross-entropy on the right verdicts over pairs
/// of verified rollouts, beside the rewards' term, so that the policy stays a good judge of its own
/// answers. Its mean is over its own targets.
///
/// @param weight beside the other terms (K2: not disclosed)
public record CriticAnswers(double weight) implements LossTerm {
    /// Refuses a negative weight.
    public CriticAnswers {
        if (!(weight >= 0)) {
            throw new IllegalArgumentException("weight is %s; use 0 or more".formatted(weight));
        }
    }

    @Override
    public double criticSlope(int targets) {
        return -weight / targets;
    }
}
