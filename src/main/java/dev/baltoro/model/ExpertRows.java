package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Which token sits in which expert row: a counting sort of the tokens' choices.
///
/// Each expert's rows are rounded up, so that few shapes of product occur; rows without a token are
/// padding with weight 0.
final class ExpertRows {
    /// bfloat16 products pay a set-up for every new shape; fp32 ones only like whole vectors.
    private static final int ROUND_BF16 = 32;

    private static final int ROUND_F32 = 4;

    private final int choices;
    private final int[] offsets_E;
    private final int[] slots_TK;
    private final int[] tokens_R;

    private ExpertRows(int choices, int[] offsets_E, int[] slots_TK, int[] tokens_R) {
        this.choices = choices;
        this.offsets_E = offsets_E;
        this.slots_TK = slots_TK;
        this.tokens_R = tokens_R;
    }

    static ExpertRows of(int[] experts_TK, int choices, int experts, DType dtype) {
        int round = dtype == DType.BF16 ? ROUND_BF16 : ROUND_F32;
        int[] counts = new int[experts];
        for (int expert : experts_TK) {
            counts[expert]++;
        }
        int[] offsets = new int[experts + 1];
        for (int e = 0; e < experts; e++) {
            offsets[e + 1] = offsets[e] + (counts[e] + round - 1) / round * round;
        }
        int[] next = offsets.clone();
        int[] slots = new int[experts_TK.length];
        int[] tokens = new int[offsets[experts]];
        Arrays.fill(tokens, -1);
        for (int slot = 0; slot < slots.length; slot++) {
            int row = next[experts_TK[slot]]++;
            slots[slot] = row;
            tokens[row] = slot / choices;
        }
        return new ExpertRows(choices, offsets, slots, tokens);
    }

    /// {@return rows of all experts, padding included}
    int count() {
        return tokens_R.length;
    }

    /// {@return the row of each token's each choice, [T, K] row-major}
    int[] slots() {
        return slots_TK;
    }

    /// {@return the token of each row, −1 for padding}
    int[] tokens() {
        return tokens_R;
    }

    /// One expert's rows.
    record Part(int start, int length) {
        Tensor of(Tensor rows) {
            return rows.narrow(0, start, length);
        }
    }

    interface Compute {
        void of(int expert, Part part);
    }

    /// Runs `compute` for each expert that has rows, in a scope of its own.
    void forEach(Compute compute) {
        for (int e = 0; e + 1 < offsets_E.length; e++) {
            if (offsets_E[e] < offsets_E[e + 1]) {
                try (Scope scope = Scope.open()) {
                    compute.of(e, new Part(offsets_E[e], offsets_E[e + 1] - offsets_E[e]));
                }
            }
        }
    }

    /// {@return experts without rows}
    IntStream empty() {
        return IntStream.range(0, offsets_E.length - 1)
                .filter(e -> offsets_E[e] == offsets_E[e + 1]);
    }

    /// {@return the weight of each row, [R, 1], from the tokens' [T, K]}
    Tensor weights(Tensor weights_TK) {
        float[] from = weights_TK.toFloats();
        float[] weights = new float[tokens_R.length];
        for (int slot = 0; slot < slots_TK.length; slot++) {
            weights[slots_TK[slot]] = from[slot];
        }
        return Tensor.of(weights, weights.length, 1);
    }

    /// {@return the gradient by the tokens' weights, [T, K], from that by the rows'}
    Tensor weightGradient(Tensor dweight_R1) {
        float[] from = dweight_R1.toFloats();
        float[] gradient = new float[slots_TK.length];
        for (int slot = 0; slot < gradient.length; slot++) {
            gradient[slot] = from[slots_TK[slot]];
        }
        return Tensor.of(gradient, gradient.length / choices, choices);
    }
}
