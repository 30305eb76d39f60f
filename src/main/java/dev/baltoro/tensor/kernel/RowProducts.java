package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Dot products of matching rows.
public final class RowProducts {
    private RowProducts() {}

    /// Fills the fp32 `dot_T` with the products of rows of `left_TD` and `right_TD`.
    public static void dot(Tensor left_TD, Tensor right_TD, Tensor dot_T) {
        int width = (int) left_TD.size(-1);
        if (!Kernels.fuse(width, left_TD, right_TD, dot_T)) {
            dot_T.copy_(
                    left_TD.to(DType.F32).mul(right_TD.to(DType.F32)).sum(-1).view(dot_T.shape()));
            return;
        }
        Fit.elements("left", left_TD, dot_T.elements() * width);
        Fit.elements("right", right_TD, dot_T.elements() * width);
        Fit.floats("dot", dot_T, dot_T.elements());
        long left = left_TD.address();
        long right = right_TD.address();
        boolean leftHalf = Lanes.bf16(left_TD);
        boolean rightHalf = Lanes.bf16(right_TD);
        long dot = dot_T.address();
        long rows = dot_T.elements();
        for (long row = 0; row < rows; row++) {
            FloatVector sum = FloatVector.zero(Lanes.FLOATS);
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector l = Lanes.load(left, row * width + i, leftHalf);
                sum = l.fma(Lanes.load(right, row * width + i, rightHalf), sum);
            }
            Lanes.set(dot, row, Lanes.sum(sum));
        }
    }
}
