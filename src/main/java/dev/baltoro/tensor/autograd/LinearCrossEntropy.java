package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.Arrays;

/// The output head and the loss in one: logits exist only of rows that have a target, and only a
/// chunk of rows at a time.
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
    /// @param entropies filled with the entropy in nats of each row that has a target, and 0 of the
    ///   others, which takes one more pass over the logits; of length 0 if nobody asks
    /// @return log-probabilities, 0 where there is no target
    /// @throws IllegalArgumentException if a target lies outside the vocabulary
    public static float[] apply(
            Tape tape,
            Variable x,
            Parameter head,
            int[] targets,
            TokenLoss loss,
            float[] entropies) {
        requireInside(targets, head.compute().size(0));
        TargetRows rows = TargetRows.of(targets);
        int[] places = rows.rows();
        float[] logProbabilities = new float[targets.length];
        try (Scope scope = Scope.open()) {
            HeadPass pass =
                    new HeadPass(
                            head,
                            rows.pick(x.value()),
                            rows.pick(targets),
                            entropies.length > 0,
                            false);
            if (tape.isRecording()) {
                TokenLoss own = (row, logP) -> loss.slope(places[row], logP);
                Tensor dx_ND =
                        loss.looksAround()
                                ? pass.forwardBackward(
                                        tape.gradients(),
                                        own,
                                        () -> {
                                            rows.putBack(pass.logProbabilities(), logProbabilities);
                                            loss.see(0, logProbabilities);
                                        })
                                : pass.forwardBackward(tape.gradients(), own);
                x.accumulate(rows.putBack(dx_ND));
            } else {
                pass.forward();
            }
            rows.putBack(pass.logProbabilities(), logProbabilities);
            if (entropies.length > 0) {
                Arrays.fill(entropies, 0);
                rows.putBack(pass.entropies(), entropies);
            }
        }
        return logProbabilities;
    }

    /// Computes log p(target) of every row, to the bits of [#apply] with the same targets, and the
    /// likeliest token.
    ///
    /// @param likeliest filled with that of each row that has a target
    /// @return log-probabilities, 0 where there is no target
    public static float[] score(Tensor x_TD, Parameter head, int[] targets, int[] likeliest) {
        requireInside(targets, head.compute().size(0));
        TargetRows rows = TargetRows.of(targets);
        float[] logProbabilities = new float[targets.length];
        try (Scope scope = Scope.open()) {
            HeadPass pass = new HeadPass(head, rows.pick(x_TD), rows.pick(targets), false, true);
            pass.forward();
            rows.putBack(pass.logProbabilities(), logProbabilities);
            int[] places = rows.rows();
            for (int i = 0; i < places.length; i++) {
                likeliest[places[i]] = pass.likeliest()[i];
            }
        }
        return logProbabilities;
    }

    /// {@return rows whose logits exist at once, the last such chunk perhaps with fewer}
    ///
    /// Bits of logits depend on how many are computed together.
    ///
    /// @param rows of the whole pass that have a target
    static int rowsAtOnce(int rows, long vocabulary, DType type) {
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
