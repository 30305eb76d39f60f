package dev.baltoro.tensor.kernel.decode;

import java.util.Arrays;

/// [AbsorbedAttention] in plain loops and double precision: what it is tested against, and what
/// runs in a JVM without the Vector API.
final class PlainAttention {
    private PlainAttention() {}

    static void attend(
            LatentLayer cache,
            int[] pages,
            int length,
            float scale,
            float[] query,
            int q,
            int heads,
            float[] out,
            int o) {
        double[] weights = new double[length];
        double[] result = new double[cache.rank()];
        for (int head = 0; head < heads; head++) {
            int from = q + head * cache.width();
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < length; j++) {
                long row = cache.row(pages, j);
                double product = 0;
                for (int i = 0; i < cache.width(); i++) {
                    product += (double) query[from + i] * cache.get(row, i);
                }
                weights[j] = product * scale;
                largest = Math.max(largest, weights[j]);
            }
            double sum = 0;
            Arrays.fill(result, 0);
            for (int j = 0; j < length; j++) {
                double weight = Math.exp(weights[j] - largest);
                sum += weight;
                long row = cache.row(pages, j);
                for (int i = 0; i < cache.rank(); i++) {
                    result[i] += weight * cache.get(row, i);
                }
            }
            for (int i = 0; i < cache.rank(); i++) {
                out[o + head * cache.rank() + i] = (float) (result[i] / sum);
            }
        }
    }
}
