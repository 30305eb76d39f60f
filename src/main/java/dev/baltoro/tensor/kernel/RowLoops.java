package dev.baltoro.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Loops over one row, small enough for the compiler.
///
/// C2 stops inlining past a number of nodes, and a vector operation that is not inlined allocates
/// its result: SwiGLU's backward pass took 4.3 ns per element as one loop and 2.7 as several.
final class RowLoops {
    private RowLoops() {}

    /// Sets columns `from` to `to` of `out` to e^(in·scale − shift) and returns their sum.
    static float exponentiate(
            long in, long out, int from, int to, float scale, float shift, boolean half) {
        int whole = from + (to - from) / Lanes.COUNT * Lanes.COUNT;
        float sum =
                half
                        ? exponentiateHalves(in, out, from, whole, scale, shift)
                        : exponentiateFloats(in, out, from, whole, scale, shift);
        return whole < to ? sum + exponentiateTail(in, out, whole, to, scale, shift, half) : sum;
    }

    // One loop a dtype: with both in one, the compiler runs out of nodes.

    private static float exponentiateFloats(
            long in, long out, int from, int to, float scale, float shift) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int i = from; i < to; i += Lanes.COUNT) {
            FloatVector e = Lanes.exp(Lanes.loadFloats(in, i).mul(scale).sub(shift));
            sum = sum.add(e);
            Lanes.storeFloats(e, out, i);
        }
        return Lanes.sum(sum);
    }

    private static float exponentiateHalves(
            long in, long out, int from, int to, float scale, float shift) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int i = from; i < to; i += Lanes.COUNT) {
            FloatVector e = Lanes.exp(Lanes.loadHalves(in, i).mul(scale).sub(shift));
            sum = sum.add(e);
            Lanes.store(e, out, i, true);
        }
        return Lanes.sum(sum);
    }

    private static float exponentiateTail(
            long in, long out, int from, int to, float scale, float shift, boolean half) {
        VectorMask<Float> tail = Lanes.FLOATS.indexInRange(from, to);
        FloatVector e = Lanes.exp(Lanes.load(in, from, half, tail).mul(scale).sub(shift));
        Lanes.store(e, out, from, half, tail);
        return Lanes.sum(FloatVector.zero(Lanes.FLOATS).blend(e, tail));
    }

    /// Multiplies columns `from` to `to` by `factor`.
    static void scale(long row, int from, int to, float factor, boolean half) {
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            Lanes.store(Lanes.load(row, i, half).mul(factor), row, i, half);
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            Lanes.store(Lanes.load(row, i, half, tail).mul(factor), row, i, half, tail);
        }
    }

    /// {@return the largest of columns `from` to `to`}
    static float max(long row, int from, int to, boolean half) {
        FloatVector max = Lanes.broadcast(Float.NEGATIVE_INFINITY);
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            max = max.max(Lanes.load(row, i, half));
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            FloatVector last = Lanes.load(row, i, half, tail);
            max = max.max(Lanes.broadcast(Float.NEGATIVE_INFINITY).blend(last, tail));
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    /// Sets columns `from` to `to` of `d` to (d − shift) · p · scale.
    static void multiplyShifted(
            long d, long p, int from, int to, float shift, float scale, boolean half) {
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            FloatVector shifted = Lanes.load(d, i, half).sub(shift);
            Lanes.store(shifted.mul(Lanes.load(p, i, half)).mul(scale), d, i, half);
        }
        if (i < to) {
            VectorMask<Float> tail = Lanes.FLOATS.indexInRange(i, to);
            FloatVector shifted = Lanes.load(d, i, half, tail).sub(shift);
            FloatVector product = shifted.mul(Lanes.load(p, i, half, tail)).mul(scale);
            Lanes.store(product, d, i, half, tail);
        }
    }

    /// Sets the fp32 `out` to 1 / (1 + e^−in); `width` is a multiple of the lanes.
    static void sigmoid(long in, long out, int width, boolean half) {
        if (half) {
            sigmoidHalves(in, out, width);
        } else {
            sigmoidFloats(in, out, width);
        }
    }

    private static void sigmoidFloats(long in, long out, int width) {
        for (int i = 0; i < width; i += Lanes.COUNT) {
            Lanes.storeFloats(Lanes.sigmoid(Lanes.loadFloats(in, i)), out, i);
        }
    }

    private static void sigmoidHalves(long in, long out, int width) {
        for (int i = 0; i < width; i += Lanes.COUNT) {
            Lanes.storeFloats(Lanes.sigmoid(Lanes.loadHalves(in, i)), out, i);
        }
    }
}
