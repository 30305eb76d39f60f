package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CrossEntropy;
import dev.baltoro.tensor.kernel.Entropy;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.Arrays;

/// The output head and the loss in one, so that logits exist only a chunk of rows at a time.
public final class LinearCrossEntropy {
    /// Logits of one chunk take at most this much memory.
    private static final long CHUNK_BYTES_MAX = 16L << 20;

    /// Fewer rows would make slow products, however large the vocabulary.
    private static final int CHUNK_ROWS_MIN = 32;

    private LinearCrossEntropy() {}

    /// Computes log p(target) in nats of every row under softmax(x · Wᵀ), and remembers the
    /// gradient of Σ weight · (−log p).
    ///
    /// @param x hidden states [T, D]
    /// @param head weight [V, D]
    /// @param targets a vocabulary index a row, negative for none
    /// @param weights the rows' weights in the loss
    /// @return log-probabilities, 0 where there is no target
    /// @throws IllegalArgumentException if a target lies outside the vocabulary
    public static float[] apply(
            Tape tape, Variable x, Parameter head, int[] targets, float[] weights) {
        return apply(tape, x, head, targets, TokenLoss.weighted(weights), new float[0]);
    }

    /// Computes log p(target) in nats of every row under softmax(x · Wᵀ), and remembers the
    /// gradient of `loss`.
    ///
    /// @param x hidden states [T, D]
    /// @param head weight [V, D]
    /// @param targets a vocabulary index a row, negative for none
    /// @param loss asked for every row that has a target
    /// @param entropies filled with each row's entropy in nats, target or not, which takes one more
    ///   pass over the logits; of length 0 if nobody asks
    /// @return log-probabilities, 0 where there is no target
    /// @throws IllegalArgumentException if a target lies outside the vocabulary
    public static float[] apply(
            Tape tape,
            Variable x,
            Parameter head,
            int[] targets,
            TokenLoss loss,
            float[] entropies) {
        Tensor x_TD = x.value();
        int rows = Math.toIntExact(x_TD.size(0));
        long vocabulary = head.compute().size(0);
        requireInside(targets, vocabulary);
        int chunk = rowsAtOnce(rows, vocabulary, x_TD.dtype());
        float[] logProbabilities = new float[rows];
        Tensor dx_TD = Tensor.empty(x_TD.dtype(), x_TD.device(), x_TD.shape());
        for (int start = 0; start < rows; start += chunk) {
            int length = Math.min(chunk, rows - start);
            try (Scope scope = Scope.open()) {
                Tensor part_TD = x_TD.narrow(0, start, length);
                Tensor logits_TV = part_TD.mm(head.compute().t());
                float[] part = new float[length];
                if (entropies.length > 0) {
                    Entropy.of(logits_TV, part);
                    System.arraycopy(part, 0, entropies, start, length);
                }
                CrossEntropy.gradient(
                        logits_TV,
                        Arrays.copyOfRange(targets, start, start + length),
                        loss.from(start),
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

    /// {@return rows whose logits exist at once, the last such chunk perhaps with fewer}
    ///
    /// Bits of logits depend on how many are computed together.
    ///
    /// @param rows of the whole pass
    public static int rowsAtOnce(int rows, long vocabulary, DType type) {
        long affordable = CHUNK_BYTES_MAX / (vocabulary * type.bytes());
        return Math.clamp(affordable, CHUNK_ROWS_MIN, Math.max(CHUNK_ROWS_MIN, rows));
    }

    private static void requireInside(int[] targets, long vocabulary) {
        for (int target : targets) {
            if (target >= vocabulary) {
                throw new IllegalArgumentException(
                        "target id %d lies outside the vocabulary of %d; was the text encoded with this model's tokenizer?"
                                .formatted(target, vocabulary));
            }
        }
    }
}
