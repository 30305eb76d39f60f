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

    /// {@return whether the slope at a token depends on log-probabilities of other tokens of its
    /// row, as with a ratio of whole sequences: then [#see] is called before any slope of a part of
    /// the batch is asked for}
    default boolean looksAround() {
        return false;
    }

    /// Tells the log-probabilities of a part of the batch, on the thread that then asks for its
    /// slopes. Parts are whole rows.
    ///
    /// @param first index of the part's first token, row-major over the batch
    /// @param logP of each of its tokens, 0 where there is no target; it belongs to the caller
    default void see(int first, float[] logP) {}

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
        return first == 0 ? this : new Part(this, first);
    }

    /// The loss of a part of the batch.
    ///
    /// @param whole the batch's
    /// @param begin the part's first token
    record Part(TokenLoss whole, int begin) implements TokenLoss {
        @Override
        public float slope(int token, float logP) {
            return whole.slope(begin + token, logP);
        }

        @Override
        public boolean looksAround() {
            return whole.looksAround();
        }

        @Override
        public void see(int first, float[] logP) {
            whole.see(begin + first, logP);
        }
    }
}
