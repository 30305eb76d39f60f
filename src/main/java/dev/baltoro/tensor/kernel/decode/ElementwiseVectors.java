package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;

/// The loops of [Elementwise] that the JIT does not turn into vectors by itself. Where there is a
/// result for each element, the last vector ends with the last element, and may compute some a
/// second time; runs shorter than a vector are left to the caller.
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

    /// {@return how many elements of `out`, which is not `h`, have been set: all or none}
    static int swiGlu(float[] h, int hOffset, int width, float weight, float[] out, int outOffset) {
        int last = width - Lanes.COUNT;
        if (last < 0) {
            return 0;
        }
        for (int next = 0; next < width; next += Lanes.COUNT) {
            int i = Math.min(next, last);
            FloatVector gate = FloatVector.fromArray(Lanes.FLOATS, h, hOffset + i);
            FloatVector up = FloatVector.fromArray(Lanes.FLOATS, h, hOffset + width + i);
            FloatVector silu = gate.mul(Lanes.sigmoid(gate));
            silu.mul(up).mul(weight).intoArray(out, outOffset + i);
        }
        return width;
    }
}
