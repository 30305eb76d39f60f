package dev.baltoro.agent.embedding;

/// Arithmetic on vectors, with sums in one order.
public final class Vectors {
    private Vectors() {}

    /// {@return the product of two vectors of one length}
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /// {@return `vector` with length 1; zeros stay zeros}
    public static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] out = new float[vector.length];
        if (length > 0) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) (vector[i] / length);
            }
        }
        return out;
    }

    /// Adds `vector` to `sum`.
    public static void add(float[] sum, float[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }
}
