package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// The gated unit of feed-forward layers, with a weight a row: y = weight · silu(gate) · up.
///
/// `h_T2F` holds each row's gate, then its up half. The weight is an expert's share of the token (1
/// elsewhere); taking it here, before the down projection, saves the projection's output for the
/// backward pass.
public final class SwiGlu {
    private SwiGlu() {}

    /// Fills `y_TF` from `h_T2F` and the fp32 `weight_T1`.
    public static void forward(Tensor h_T2F, Tensor weight_T1, Tensor y_TF) {
        long width = y_TF.size(-1);
        if (Kernels.fuse(width, h_T2F, weight_T1, y_TF)) {
            forwardFused(h_T2F, weight_T1, y_TF);
        } else {
            forwardPlain(h_T2F, weight_T1, y_TF);
        }
    }

    /// Fills `dh_T2F` and the fp32 `dweight_T1` from the gradient `dy_TF` and what the forward saw,
    /// and `y_TF` with the forward's output once more, which so need not be kept.
    public static void backward(
            Tensor dy_TF,
            Tensor h_T2F,
            Tensor weight_T1,
            Tensor y_TF,
            Tensor dh_T2F,
            Tensor dweight_T1) {
        if (Kernels.fuse(dy_TF.size(-1), dy_TF, h_T2F, weight_T1, y_TF, dh_T2F, dweight_T1)) {
            backwardFused(dy_TF, h_T2F, weight_T1, y_TF, dh_T2F, dweight_T1);
        } else {
            forwardPlain(h_T2F, weight_T1, y_TF);
            backwardPlain(dy_TF, h_T2F, weight_T1, dh_T2F, dweight_T1);
        }
    }

    static void forwardPlain(Tensor h_T2F, Tensor weight_T1, Tensor y_TF) {
        long width = y_TF.size(-1);
        Tensor gate = h_T2F.narrow(-1, 0, width).to(DType.F32);
        Tensor up = h_T2F.narrow(-1, width, width).to(DType.F32);
        y_TF.copy_(gate.mul(gate.sigmoid()).mul_(up).mul_(weight_T1));
    }

    static void backwardPlain(
            Tensor dy_TF, Tensor h_T2F, Tensor weight_T1, Tensor dh_T2F, Tensor dweight_T1) {
        long width = dy_TF.size(-1);
        Tensor gate = h_T2F.narrow(-1, 0, width).to(DType.F32);
        Tensor up = h_T2F.narrow(-1, width, width).to(DType.F32);
        Tensor dy = dy_TF.to(DType.F32);
        Tensor sigmoid = gate.sigmoid();
        Tensor silu = gate.mul(sigmoid);
        dweight_T1.copy_(dy.mul(silu).mul_(up).sum(-1));
        Tensor weighted = dy.mul(weight_T1);
        // silu' = σ + silu·(1 − σ) = σ + silu − silu·σ
        Tensor slope = sigmoid.add(silu).sub(silu.mul(sigmoid));
        dh_T2F.narrow(-1, 0, width).copy_(weighted.mul(up).mul_(slope));
        dh_T2F.narrow(-1, width, width).copy_(weighted.mul(silu));
    }

    private static void forwardFused(Tensor h_T2F, Tensor weight_T1, Tensor y_TF) {
        int width = (int) y_TF.size(-1);
        long rows = y_TF.elements() / width;
        long h = h_T2F.address();
        long y = y_TF.address();
        long weight = weight_T1.address();
        boolean hHalf = Lanes.bf16(h_T2F);
        boolean yHalf = Lanes.bf16(y_TF);
        for (long row = 0; row < rows; row++) {
            float share = Lanes.get(weight, row);
            long gateStart = row * 2 * width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector gate = Lanes.load(h, gateStart + i, hHalf);
                FloatVector up = Lanes.load(h, gateStart + width + i, hHalf);
                FloatVector silu = gate.mul(Lanes.sigmoid(gate));
                Lanes.store(silu.mul(up).mul(share), y, row * width + i, yHalf);
            }
        }
    }

    private static void backwardFused(
            Tensor dy_TF,
            Tensor h_T2F,
            Tensor weight_T1,
            Tensor y_TF,
            Tensor dh_T2F,
            Tensor dweight_T1) {
        int width = (int) dy_TF.size(-1);
        long rows = dy_TF.elements() / width;
        long h = h_T2F.address();
        long dh = dh_T2F.address();
        long dy = dy_TF.address();
        long weight = weight_T1.address();
        long dweight = dweight_T1.address();
        long y = y_TF.address();
        boolean yHalf = Lanes.bf16(y_TF);
        boolean hHalf = Lanes.bf16(h_T2F);
        boolean dhHalf = Lanes.bf16(dh_T2F);
        boolean dyHalf = Lanes.bf16(dy_TF);
        for (long row = 0; row < rows; row++) {
            float share = Lanes.get(weight, row);
            long gateStart = row * 2 * width;
            FloatVector dshare = FloatVector.zero(Lanes.FLOATS);
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector gate = Lanes.load(h, gateStart + i, hHalf);
                FloatVector up = Lanes.load(h, gateStart + width + i, hHalf);
                FloatVector d = Lanes.load(dy, row * width + i, dyHalf);
                FloatVector sigmoid = Lanes.sigmoid(gate);
                FloatVector silu = gate.mul(sigmoid);
                FloatVector activated = silu.mul(up);
                Lanes.store(activated.mul(share), y, row * width + i, yHalf);
                dshare = d.fma(activated, dshare);
                FloatVector weighted = d.mul(share);
                FloatVector slope = sigmoid.add(silu).sub(silu.mul(sigmoid));
                Lanes.store(weighted.mul(up).mul(slope), dh, gateStart + i, dhHalf);
                Lanes.store(weighted.mul(silu), dh, gateStart + width + i, dhHalf);
            }
            Lanes.set(dweight, row, Lanes.sum(dshare));
        }
    }
}
