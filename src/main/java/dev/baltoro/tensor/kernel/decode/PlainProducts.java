package dev.baltoro.tensor.kernel.decode;

/// The products of [RowDots] and [RowSums] in plain loops: what they are tested against, and what
/// runs in a JVM without the Vector API.
final class PlainProducts {
    private PlainProducts() {}

    static void dots(
            Matrix w,
            int fromRow,
            int toRow,
            float[] x,
            int xOffset,
            int xStride,
            int[] tokens,
            int first,
            int batch,
            float[] y,
            int yOffset,
            int yStride) {
        float[] row = new float[w.columns()];
        for (int r = fromRow; r < toRow; r++) {
            w.row(r, row, 0);
            for (int b = 0; b < batch; b++) {
                int at = RowDots.at(xOffset, xStride, tokens, first, b);
                double sum = 0;
                for (int k = 0; k < row.length; k++) {
                    sum += (double) row[k] * x[at + k];
                }
                y[yOffset + b * yStride + r] = (float) sum;
            }
        }
    }

    static void sums(
            Matrix w,
            int fromRow,
            int toRow,
            float[] a,
            int aOffset,
            int aStride,
            int batch,
            float[] y,
            int yOffset,
            int yStride) {
        float[] row = new float[w.columns()];
        for (int r = fromRow; r < toRow; r++) {
            w.row(r, row, 0);
            for (int b = 0; b < batch; b++) {
                float factor = a[aOffset + b * aStride + r - fromRow];
                int to = yOffset + b * yStride;
                for (int c = 0; c < row.length; c++) {
                    y[to + c] = Math.fma(row[c], factor, y[to + c]);
                }
            }
        }
    }
}
