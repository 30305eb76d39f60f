package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The loops of [Elementwise] that the JIT does not turn into vectors by itself. Where there is a
/// result for each element, the last vector ends with the last element, and may compute some a
/// second time; a run shorter than a vector is masked, so that its values have the same bits as in
/// a longer one.
final class ElementwiseVectors {
    private ElementwiseVectors() {}

    static float squares(float[] x, int offset, int width) {
        int full = Lanes.FLOATS.loopBound(width);
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < full; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, offset + i);
            sum = v.fma(v, sum);
        }
        float total = Lanes.sum(sum);
        for (int i = full; i < width; i++) {
            total = Math.fma(x[offset + i], x[offset + i], total);
        }
        return total;
    }

    /// `out` is not `h`.
    static void swiGlu(
            float[] h, int gates, int ups, int width, float weight, float[] out, int outOffset) {
        int last = width - Lanes.COUNT;
        if (last < 0) {
            shortSwiGlu(h, gates, ups, width, weight, out, outOffset);
            return;
        }
        for (int next = 0; next < width; next += Lanes.COUNT) {
            int i = Math.min(next, last);
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, h, gates + i);
            FloatVector up = FloatVector.fromArray(Lanes.FLOATS, h, ups + i);
            FloatVector silu = gate.mul(Lanes.sigmoid(gate));
            silu.mul(up).mul(weight).intoArray(out, outOffset + i);
        }
    }

    private static void shortSwiGlu(
            float[] h, int gates, int ups, int width, float weight, float[] out, int outOffset) {
        VectorMask<Float> there = Lanes.FLOATS.indexInRange(0, width);
        FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, h, gates, there);
        FloatVector up = FloatVector.fromArray(Lanes.FLOATS, h, ups, there);
        FloatVector silu = gate.mul(Lanes.sigmoid(gate));
        silu.mul(up).mul(weight).intoArray(out, outOffset, there);
    }
}
