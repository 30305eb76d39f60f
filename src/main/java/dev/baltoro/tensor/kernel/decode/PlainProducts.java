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
            int batch,
            float[] y,
            int yOffset,
            int yStride) {
        float[] row = new float[w.columns()];
        for (int r = fromRow; r < toRow; r++) {
            w.row(r, row, 0);
            for (int b = 0; b < batch; b++) {
                double sum = 0;
                for (int k = 0; k < row.length; k++) {
                    sum += (double) row[k] * x[xOffset + b * xStride + k];
                }
                y[yOffset + b * yStride + r] = (float) sum;
            }
        }
    }
}
