package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/// Rows of tokens to rows of experts and back.
///
/// `slots[t·K + k]` is the expert row that token t's k-th choice occupies; rows that no token
/// occupies are padding.
public final class ExpertDispatch {
    private ExpertDispatch() {}

    /// Fills `rows_RD` with the tokens' rows of `x_TD`, and padding rows with zeros.
    ///
    /// @param tokens the token of each expert row, −1 for padding
    public static void scatter(Tensor x_TD, int[] tokens, Tensor rows_RD) {
        int width = (int) x_TD.size(-1);
        if (!Kernels.fuse(width, x_TD, rows_RD)) {
            scatterPlain(x_TD, tokens, rows_RD);
            return;
        }
        Fit.elements("rows", rows_RD, (long) tokens.length * width);
        long count = Fit.rows("x", x_TD, width);
        for (int token : tokens) {
            Objects.checkIndex((long) Math.max(0, token), count);
        }
        long x = x_TD.address();
        long rows = rows_RD.address();
        boolean half = Lanes.bf16(x_TD);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int row = 0; row < tokens.length; row++) {
            long from = (long) tokens[row] * width;
            long to = (long) row * width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector v = tokens[row] < 0 ? zero : Lanes.load(x, from + i, half);
                Lanes.store(v, rows, to + i, half);
            }
        }
    }

    /// Adds to each token of `y_TD` the sum, in fp32, of its K expert rows of `rows_RD`.
    public static void gather(Tensor rows_RD, int[] slots, int choices, Tensor y_TD) {
        int width = (int) y_TD.size(-1);
        if (!Kernels.fuse(width, rows_RD, y_TD)) {
            gatherPlain(rows_RD, slots, choices, y_TD);
            return;
        }
        Fit.elements("y", y_TD, (long) slots.length / choices * width);
        Fit.indexes(slots, Fit.rows("rows", rows_RD, width));
        long rows = rows_RD.address();
        long y = y_TD.address();
        boolean rowsHalf = Lanes.bf16(rows_RD);
        boolean yHalf = Lanes.bf16(y_TD);
        int tokens = slots.length / choices;
        for (int token = 0; token < tokens; token++) {
            long to = (long) token * width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector sum = Lanes.load(y, to + i, yHalf);
                for (int k = 0; k < choices; k++) {
                    long slot = slots[token * choices + k];
                    sum = sum.add(Lanes.load(rows, slot * width + i, rowsHalf));
                }
                Lanes.store(sum, y, to + i, yHalf);
            }
        }
    }

    static void scatterPlain(Tensor x_TD, int[] tokens, Tensor rows_RD) {
        long[] indices = new long[tokens.length];
        for (int row = 0; row < tokens.length; row++) {
            indices[row] = Math.max(0, tokens[row]);
        }
        Tensor index = Tensor.of(indices, indices.length).to(x_TD.device());
        rows_RD.copy_(x_TD.indexSelect(0, index));
        for (int row = 0; row < tokens.length; row++) {
            if (tokens[row] < 0) {
                rows_RD.select(0, row).zero_(); // a factor 0 would keep token 0's NaN
            }
        }
    }

    static void gatherPlain(Tensor rows_RD, int[] slots, int choices, Tensor y_TD) {
        int tokens = slots.length / choices;
        Tensor sum = y_TD.to(DType.F32).copy();
        for (int k = 0; k < choices; k++) {
            long[] indices = new long[tokens];
            for (int token = 0; token < tokens; token++) {
                indices[token] = slots[token * choices + k];
            }
            Tensor index = Tensor.of(indices, tokens).to(y_TD.device());
            sum.add_(rows_RD.indexSelect(0, index).to(DType.F32));
        }
        y_TD.copy_(sum);
    }
}
