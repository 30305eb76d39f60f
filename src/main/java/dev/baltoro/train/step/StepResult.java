package dev.baltoro.train.step;

/// What a step did.
///
/// @param pass loss, log-probabilities, attention maxima, expert loads, gradient
/// @param skipped whether nothing was changed, because something was not finite
/// @param clippedHeads heads that QK-Clip scaled back
/// @param seconds how long its parts took
public record StepResult(PassResult pass, boolean skipped, int clippedHeads, Seconds seconds) {

    /// Seconds of a step's parts.
    ///
    /// @param gradients forward, backward and the sum over workers
    /// @param optimizer Muon and AdamW
    /// @param clip QK-Clip, its maxima not included: they come with the attention's softmax
    /// @param balance the selection biases
    /// @param refresh bringing the computing copies up to date
    public record Seconds(
            double gradients, double optimizer, double clip, double balance, double refresh) {
        /// {@return the whole step}
        public double total() {
            return gradients + optimizer + clip + balance + refresh;
        }
    }
}
