package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.CrossEntropy;
import dev.baltoro.tensor.kernel.Entropy;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One pass of the output head over the rows that have a target, a chunk of them at a time.
///
/// Letters: N rows, D hidden, V vocabulary.
final class HeadPass {
    /// Logits that wait for the slopes take at most this much memory; more are computed again.
    static final long KEPT_BYTES_MAX = 64L << 20;

    private final Parameter head;
    private final Tensor x_ND;
    private final int[] targets;
    private final int chunkRows;
    private final float[] logProbabilities;
    private final float[] sums;
    private final float[] entropies;
    private final int[] likeliest;

    /// @param targets one of each row, inside the vocabulary
    /// @param entropies whether they are wanted
    /// @param likeliest whether each row's likeliest token is wanted
    HeadPass(Parameter head, Tensor x_ND, int[] targets, boolean entropies, boolean likeliest) {
        this.head = head;
        this.x_ND = x_ND;
        this.targets = targets;
        this.chunkRows = LinearCrossEntropy.rowsAtOnce(targets.length, vocabulary(), x_ND.dtype());
        this.logProbabilities = new float[targets.length];
        this.sums = new float[targets.length];
        this.entropies = new float[entropies ? targets.length : 0];
        this.likeliest = new int[likeliest ? targets.length : 0];
    }

    /// {@return log p(target) of each row that has been computed}
    float[] logProbabilities() {
        return logProbabilities;
    }

    /// {@return each row's entropy; of length 0 if nobody asked}
    float[] entropies() {
        return entropies;
    }

    /// {@return each row's likeliest token; of length 0 if nobody asked}
    int[] likeliest() {
        return likeliest;
    }

    private long vocabulary() {
        return head.compute().size(0);
    }

    private List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        for (int start = 0; start < targets.length; start += chunkRows) {
            chunks.add(new Chunk(start, Math.min(chunkRows, targets.length - start)));
        }
        return chunks;
    }

    /// Computes log-probabilities alone.
    void forward() {
        for (Chunk chunk : chunks()) {
            try (Scope scope = Scope.open()) {
                var unused = chunk.forward();
            }
        }
    }

    /// Computes log-probabilities, and the gradient of a loss whose slopes need no more than each
    /// token's own.
    ///
    /// @param loss its tokens are rows
    /// @return the gradient of the hidden states
    Tensor forwardBackward(GradientPass gradients, TokenLoss loss) {
        Tensor dx_ND = Tensor.empty(x_ND.dtype(), x_ND.device(), x_ND.shape());
        for (Chunk chunk : chunks()) {
            try (Scope scope = Scope.open()) {
                chunk.backward(chunk.forward(), gradients, loss, dx_ND);
            }
        }
        return dx_ND;
    }

    /// The same, with `known` called between: all log-probabilities are there then, and no slope
    /// has been asked for.
    Tensor forwardBackward(GradientPass gradients, TokenLoss loss, Runnable known) {
        List<Chunk> chunks = chunks();
        long bytes = targets.length * vocabulary() * x_ND.dtype().bytes();
        Tensor dx_ND = Tensor.empty(x_ND.dtype(), x_ND.device(), x_ND.shape());
        try (Scope scope = Scope.open()) {
            List<Tensor> kept = new ArrayList<>();
            if (bytes <= KEPT_BYTES_MAX) {
                chunks.forEach(chunk -> kept.add(chunk.forward()));
            } else {
                forward();
            }
            known.run();
            for (int i = 0; i < chunks.size(); i++) {
                Chunk chunk = chunks.get(i);
                try (Scope inner = Scope.open()) {
                    Tensor exponentials_NV = kept.isEmpty() ? chunk.forward() : kept.get(i);
                    chunk.backward(exponentials_NV, gradients, loss, dx_ND);
                }
            }
        }
        return dx_ND;
    }

    /// Some rows whose logits exist at once.
    private final class Chunk {
        private final int start;
        private final int length;

        Chunk(int start, int length) {
            this.start = start;
            this.length = length;
        }

        private int[] own() {
            return Arrays.copyOfRange(targets, start, start + length);
        }

        /// {@return what [CrossEntropy#forward] leaves}
        Tensor forward() {
            Tensor logits_NV = x_ND.narrow(0, start, length).mm(head.compute().t());
            float[] part = new float[length];
            if (entropies.length > 0) {
                Entropy.of(logits_NV, part);
                System.arraycopy(part, 0, entropies, start, length);
            }
            if (likeliest.length > 0) {
                long[] best = logits_NV.argmax().toLongs();
                for (int i = 0; i < length; i++) {
                    likeliest[start + i] = (int) best[i];
                }
            }
            float[] partSums = new float[length];
            CrossEntropy.forward(logits_NV, own(), part, partSums);
            System.arraycopy(part, 0, logProbabilities, start, length);
            System.arraycopy(partSums, 0, sums, start, length);
            return logits_NV;
        }

        void backward(Tensor logits_NV, GradientPass gradients, TokenLoss loss, Tensor dx_ND) {
            CrossEntropy.backward(
                    logits_NV,
                    own(),
                    loss.from(start),
                    Arrays.copyOfRange(logProbabilities, start, start + length),
                    Arrays.copyOfRange(sums, start, start + length));
            gradients.addProduct(head, logits_NV.t(), x_ND.narrow(0, start, length));
            dx_ND.narrow(0, start, length).mm_(logits_NV, head.compute());
        }
    }
}
