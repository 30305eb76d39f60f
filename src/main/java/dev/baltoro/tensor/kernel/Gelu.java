package dev.baltoro.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// x·Φ(x) with the normal distribution's Φ (Hendrycks and Gimpel 2016), over arrays. Φ within 1e-7:
/// Abramowitz and Stegun 7.1.26, whose exponential is also what the slope needs.
public final class Gelu {
    private static final float ROOT_HALF = 0.70710678f;
    private static final float DENSITY = 0.39894228f; // 1 / √(2π)

    private Gelu() {}

    /// {@return x·Φ(x)}
    public static float[] forward(float[] x) {
        float[] y = new float[x.length];
        int whole = x.length - x.length % Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, i);
            v.mul(cumulative(v, bell(v))).intoArray(y, i);
        }
        for (int i = whole; i < x.length; i++) {
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[i]);
            y[i] = v.mul(cumulative(v, bell(v))).lane(0);
        }
        return y;
    }

    /// Multiplies `dy` by the slope, Φ(x) + x·φ(x).
    public static void backward(float[] dy, float[] x) {
        int whole = x.length - x.length % Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, i);
            FloatVector.fromArray(Lanes.FLOATS, dy, i).mul(slope(v)).intoArray(dy, i);
        }
        for (int i = whole; i < x.length; i++) {
            dy[i] *= slope(FloatVector.broadcast(Lanes.FLOATS, x[i])).lane(0);
        }
    }

    private static FloatVector slope(FloatVector x) {
        FloatVector bell = bell(x);
        return x.mul(bell).mul(DENSITY).add(cumulative(x, bell));
    }

    /// {@return exp(−x²/2)}
    private static FloatVector bell(FloatVector x) {
        return Lanes.exp(x.mul(x).mul(-0.5f));
    }

    private static FloatVector cumulative(FloatVector x, FloatVector bell) {
        FloatVector t =
                FloatVector.broadcast(Lanes.FLOATS, 1f)
                        .div(x.abs().mul(ROOT_HALF * 0.3275911f).add(1f));
        FloatVector p = t.mul(1.061405429f).add(-1.453152027f);
        p = p.mul(t).add(1.421413741f);
        p = p.mul(t).add(-0.284496736f);
        p = p.mul(t).add(0.254829592f).mul(t);
        FloatVector half = p.mul(bell).mul(0.5f); // of what lies beyond |x|
        FloatVector above = half.neg().add(1f);
        return above.blend(half, x.compare(VectorOperators.LT, 0f));
    }
}
