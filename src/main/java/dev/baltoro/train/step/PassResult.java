package dev.baltoro.train.step;

import dev.baltoro.model.Telemetry;

/// What one forward and backward pass over a batch gave; its gradient stays with the step.
///
/// @param logProbabilities of each token's target in nats, row-major over the batch; 0 where there
///   is none
/// @param entropies of the prediction in nats of each token that has a target, 0 of the others; of
///   length 0 where the batch did not ask
/// @param targets tokens that were predicted
/// @param telemetry of all workers together
/// @param squaredNorm the gradient's squared global norm
@SuppressWarnings("ArrayRecordComponent") // a carrier of buffers, never compared
public record PassResult(
        float[] logProbabilities,
        float[] entropies,
        long targets,
        Telemetry telemetry,
        double squaredNorm) {

    /// {@return mean cross-entropy in nats a target, whatever loss was minimised}
    public double crossEntropy() {
        double sum = 0;
        for (float logP : logProbabilities) {
            sum -= logP;
        }
        return sum / targets;
    }

    /// {@return the gradient's global norm}
    public double gradientNorm() {
        return Math.sqrt(squaredNorm);
    }

    /// {@return whether loss, gradient and attention logits are numbers that an optimizer may see}
    public boolean isFinite() {
        return Double.isFinite(crossEntropy())
                && Double.isFinite(squaredNorm)
                && logitsAreNumbers();
    }

    /// {@return the largest attention logit of any head}
    public double maxLogit() {
        double largest = Double.NEGATIVE_INFINITY;
        for (float[] heads : telemetry.maxLogits()) {
            for (float head : heads) {
                largest = Math.max(largest, head);
            }
        }
        return largest;
    }

    private boolean logitsAreNumbers() {
        for (float[] heads : telemetry.maxLogits()) {
            for (float head : heads) {
                if (!Float.isFinite(head)) {
                    return false;
                }
            }
        }
        return true;
    }
}
