package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CrossEntropy;
import java.util.Arrays;

/// The output head and the loss in one, so that logits exist only a chunk of rows at a time.
public final class LinearCrossEntropy {
    /// Logits of one chunk take at most this much memory.
    private static final long CHUNK_BYTES_MAX = 16L << 20;

    private LinearCrossEntropy() {}

    /// Computes log p(target) in nats of every row under softmax(x · Wᵀ), and remembers the
    /// gradient of Σ weight · (−log p).
    ///
    /// @param x hidden states [T, D]
    /// @param head weight [V, D]
    /// @param targets a vocabulary index a row, negative for none
    /// @param weights the rows' weights in the loss
    /// @return log-probabilities, 0 where there is no target
    public static float[] apply(
            Tape tape, Variable x, Parameter head, int[] targets, float[] weights) {
        Tensor x_TD = x.value();
        int rows = Math.toIntExact(x_TD.size(0));
        long vocabulary = head.compute().size(0);
        int chunk = Math.clamp(CHUNK_BYTES_MAX / (vocabulary * x_TD.dtype().bytes()), 32, rows);
        float[] logProbabilities = new float[rows];
        Tensor dx_TD = Tensor.empty(x_TD.dtype(), x_TD.device(), x_TD.shape());
        for (int start = 0; start < rows; start += chunk) {
            int length = Math.min(chunk, rows - start);
            try (Scope scope = Scope.open()) {
                Tensor part_TD = x_TD.narrow(0, start, length);
                Tensor logits_TV = part_TD.mm(head.compute().t());
                float[] part = new float[length];
                CrossEntropy.gradient(
                        logits_TV,
                        Arrays.copyOfRange(targets, start, start + length),
                        Arrays.copyOfRange(weights, start, start + length),
                        part);
                System.arraycopy(part, 0, logProbabilities, start, length);
                if (tape.isRecording()) {
                    tape.gradients().addProduct(head, logits_TV.t(), part_TD);
                    dx_TD.narrow(0, start, length).mm_(logits_TV, head.compute());
                }
            }
        }
        if (tape.isRecording()) {
            x.accumulate(dx_TD);
        }
        return logProbabilities;
    }
}
