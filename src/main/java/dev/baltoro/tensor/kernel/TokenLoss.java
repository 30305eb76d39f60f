package dev.baltoro.tensor.kernel;

/// A loss as a function of the log-probability that the model gives to each target token.
///
/// Training needs only its slope: with it, the gradient with respect to the logits is computed in
/// the same pass over memory as the log-probability. Cross-entropy is the slope −weight; a policy
/// objective makes its slope from the ratio to an older log-probability and an advantage. Called by
/// several threads at once, once for each token that has a target.
@FunctionalInterface
public interface TokenLoss {
    /// {@return dLoss / dLogP, the slope of the whole batch's loss}
    ///
    /// @param token index of the token, row-major over the batch
    /// @param logP natural logarithm of the probability of its target, without temperature
    float slope(int token, float logP);

    /// {@return Σ weight · (−log p)}
    ///
    /// @param weights each token's weight
    static TokenLoss weighted(float[] weights) {
        return (token, logP) -> -weights[token];
    }

    /// {@return `weight` · Σ (−log p)}
    static TokenLoss uniform(float weight) {
        return (token, logP) -> -weight;
    }

    /// {@return this loss for the part of the batch that begins at token `first`}
    default TokenLoss from(int first) {
        return first == 0 ? this : (token, logP) -> slope(first + token, logP);
    }
}
