package dev.baltoro.tensor.kernel;

import jdk.incubator.vector.FloatVector;

/// Softmax of rows, each over all of its scores, and the way back; over arrays.
public final class SoftmaxRows {
    private SoftmaxRows() {}

    /// Makes scores shares: each row becomes softmax(`scale` · row).
    ///
    /// @param scores rows of `width`
    public static void forward(float[] scores, int width, float scale) {
        for (int row = 0; row < scores.length; row += width) {
            float most = Float.NEGATIVE_INFINITY;
            for (int i = row; i < row + width; i++) {
                most = Math.max(most, scores[i]);
            }
            for (int i = row; i < row + width; i++) {
                scores[i] = scale * (scores[i] - most);
            }
        }
        int whole = scores.length - scores.length % Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            Lanes.exp(FloatVector.fromArray(Lanes.FLOATS, scores, i)).intoArray(scores, i);
        }
        for (int i = whole; i < scores.length; i++) {
            scores[i] = Lanes.exp(FloatVector.broadcast(Lanes.FLOATS, scores[i])).lane(0);
        }
        for (int row = 0; row < scores.length; row += width) {
            float sum = 0;
            for (int i = row; i < row + width; i++) {
                sum += scores[i];
            }
            float share = 1 / sum;
            for (int i = row; i < row + width; i++) {
                scores[i] *= share;
            }
        }
    }

    /// Makes gradients of shares those of the scores.
    public static void backward(float[] gradients, float[] shares, int width, float scale) {
        for (int row = 0; row < gradients.length; row += width) {
            float along = 0;
            for (int i = row; i < row + width; i++) {
                along += gradients[i] * shares[i];
            }
            for (int i = row; i < row + width; i++) {
                gradients[i] = scale * shares[i] * (gradients[i] - along);
            }
        }
    }
}
