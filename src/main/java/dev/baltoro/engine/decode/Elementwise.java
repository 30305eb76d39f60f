package dev.baltoro.engine.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

final class Elementwise {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Elementwise() {}

    static void rmsNorm(float[] x, int at, float[] gain, double eps, float[] y, int to) {
        double s = 0;
        for (int i = 0; i < gain.length; i++) s += (double) x[at + i] * x[at + i];
        float r = (float) (1 / Math.sqrt(s / gain.length + eps));
        for (int i = 0; i < gain.length; i++) y[to + i] = x[at + i] * r * gain[i];
    }

    static void swiGlu(float[] h, int gate, int up, int count, float[] y, int to) {
        for (int i = 0; i < count; i++) {
            float g = h[gate + i];
            y[to + i] = (float) (g / (1 + Math.exp(-g))) * h[up + i];
        }
    }

    static void attend(
            long base,
            int width,
            int pageSize,
            int[] pages,
            int length,
            float scale,
            float[] q,
            int qAt,
            float[] out,
            int outAt,
            int rank) {
        float[] p = new float[length];
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < length; j++) {
            long row = base + 4L * width * ((long) pages[j / pageSize] * pageSize + j % pageSize);
            float s = 0;
            for (int i = 0; i < width; i++)
                s += q[qAt + i] * ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, row + 4L * i);
            p[j] = s * scale;
            max = Math.max(max, p[j]);
        }
        float sum = 0;
        for (int j = 0; j < length; j++) sum += p[j] = (float) Math.exp(p[j] - max);
        for (int i = 0; i < rank; i++) out[outAt + i] = 0;
        for (int j = 0; j < length; j++) {
            long row = base + 4L * width * ((long) pages[j / pageSize] * pageSize + j % pageSize);
            float w = p[j] / sum;
            for (int i = 0; i < rank; i++)
                out[outAt + i] += w * ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, row + 4L * i);
        }
    }
}
