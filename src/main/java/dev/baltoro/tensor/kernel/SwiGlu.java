package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// The gated unit of feed-forward layers, with a weight for each row: y = weight · silu(gate) · up.
///
/// `h_T2F` holds each row's gate, then its up half. The weight is an expert's share of the token (1
/// elsewhere); taking it here, before the down projection, saves the projection's output for the
/// backward pass.
public final class SwiGlu {
    private SwiGlu() {}

    /// Fills `y_TF` from `h_T2F` and the fp32 `weight_T1`.
    public static void forward(Tensor h_T2F, Tensor weight_T1, Tensor y_TF) {
        long width = y_TF.size(-1);
        if (Kernels.fuse(width, h_T2F, weight_T1, y_TF) && h_T2F.dtype() == y_TF.dtype()) {
            forwardFused(h_T2F, weight_T1, y_TF);
        } else {
            forwardPlain(h_T2F, weight_T1, y_TF);
        }
    }

    /// Fills `dh_T2F` and the fp32 `dweight_T1` from the gradient `dy_TF` and the forward pass's
    /// input. Also fills `y_TF` with the forward pass's output, so that it need not be kept.
    public static void backward(
            Tensor dy_TF,
            Tensor h_T2F,
            Tensor weight_T1,
            Tensor y_TF,
            Tensor dh_T2F,
            Tensor dweight_T1) {
        DType dtype = h_T2F.dtype();
        boolean same = dy_TF.dtype() == dtype && y_TF.dtype() == dtype && dh_T2F.dtype() == dtype;
        if (same
                && Kernels.fuse(
                        dy_TF.size(-1), dy_TF, h_T2F, weight_T1, y_TF, dh_T2F, dweight_T1)) {
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
        Fit.elements("h", h_T2F, 2 * y_TF.elements());
        Fit.floats("weight", weight_T1, rows);
        boolean half = Lanes.bf16(h_T2F);
        long bytes = (long) width * h_T2F.dtype().bytes();
        long gate = h_T2F.address();
        long y = y_TF.address();
        long weight = weight_T1.address();
        try (Tensor scratch_F = Tensor.empty(DType.F32, Device.CPU, width)) {
            long sigmoid = scratch_F.address();
            for (long row = 0; row < rows; row++, gate += 2 * bytes, y += bytes) {
                RowLoops.sigmoid(gate, sigmoid, width, half);
                activate(gate, gate + bytes, sigmoid, Lanes.get(weight, row), y, width, half);
            }
        }
    }

    private static void activate(
            long gate, long up, long sigmoid, float share, long y, int width, boolean half) {
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector silu = Lanes.load(gate, i, half).mul(Lanes.loadFloats(sigmoid, i));
            Lanes.store(silu.mul(Lanes.load(up, i, half)).mul(share), y, i, half);
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
        Fit.elements("h", h_T2F, 2 * dy_TF.elements());
        Fit.floats("weight", weight_T1, rows);
        Fit.elements("y", y_TF, dy_TF.elements());
        Fit.elements("dh", dh_T2F, 2 * dy_TF.elements());
        Fit.floats("dweight", dweight_T1, rows);
        boolean half = Lanes.bf16(h_T2F);
        long bytes = (long) width * h_T2F.dtype().bytes();
        long gate = h_T2F.address();
        long dgate = dh_T2F.address();
        long dy = dy_TF.address();
        long y = y_TF.address();
        long weight = weight_T1.address();
        long dweight = dweight_T1.address();
        try (Tensor scratch_F = Tensor.empty(DType.F32, Device.CPU, width)) {
            long sigmoid = scratch_F.address();
            for (long row = 0; row < rows; row++) {
                float share = Lanes.get(weight, row);
                RowLoops.sigmoid(gate, sigmoid, width, half);
                Lanes.set(dweight, row, dot(dy, gate, gate + bytes, sigmoid, width, half));
                activate(gate, gate + bytes, sigmoid, share, y, width, half);
                gateGradient(gate, gate + bytes, sigmoid, dy, share, dgate, width, half);
                activate(gate, dy, sigmoid, share, dgate + bytes, width, half);
                gate += 2 * bytes;
                dgate += 2 * bytes;
                dy += bytes;
                y += bytes;
            }
        }
    }

    /// dgate = dy · share · up · silu′(gate), with silu′ = σ + silu − silu·σ.
    private static void gateGradient(
            long gate,
            long up,
            long sigmoid,
            long dy,
            float share,
            long dgate,
            int width,
            boolean half) {
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector s = Lanes.loadFloats(sigmoid, i);
            FloatVector silu = Lanes.load(gate, i, half).mul(s);
            FloatVector slope = s.add(silu).sub(silu.mul(s));
            FloatVector weighted = Lanes.load(dy, i, half).mul(share);
            Lanes.store(weighted.mul(Lanes.load(up, i, half)).mul(slope), dgate, i, half);
        }
    }

    /// The gradient of the weight: dy · (silu(gate) · up), not rounded in between.
    private static float dot(long dy, long gate, long up, long sigmoid, int width, boolean half) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector silu = Lanes.load(gate, i, half).mul(Lanes.loadFloats(sigmoid, i));
            FloatVector activated = silu.mul(Lanes.load(up, i, half));
            sum = Lanes.load(dy, i, half).fma(activated, sum);
        }
        return Lanes.sum(sum);
    }
}
