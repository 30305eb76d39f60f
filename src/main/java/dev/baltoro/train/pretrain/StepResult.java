package dev.baltoro.train.pretrain;

import dev.baltoro.model.Telemetry;

/// What one forward and backward pass over a step's batch gave; its gradients lie in worker 0's
/// buffers.
///
/// @param loss mean cross-entropy in nats a target
/// @param targets tokens that were predicted
/// @param telemetry of all workers together
/// @param squaredNorm the gradient's squared global norm
record StepResult(double loss, long targets, Telemetry telemetry, double squaredNorm) {

    /// {@return whether loss, gradient and attention logits are numbers that an optimizer may see}
    boolean isFinite() {
        return Double.isFinite(loss) && Double.isFinite(squaredNorm) && logitsAreNumbers();
    }

    double gradientNorm() {
        return Math.sqrt(squaredNorm);
    }

    /// {@return the largest attention logit of any head}
    double maxLogit() {
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
