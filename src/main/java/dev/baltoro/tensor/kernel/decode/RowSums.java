package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Kernels;

/// Products of a batch of tokens with a weight matrix itself, not its transpose: y[b, c] += Σ_n
/// a[b, n]·w[n, c].
///
/// The value of y[b, c] has the same bits whatever the batch and the tile: rows are added one after
/// the other, in fp32.
public final class RowSums {
    private RowSums() {}

    /// Adds to `y[yOffset + b·yStride + c]` for all columns c and the tokens b before `batch`;
    /// factor n of token b is `a[aOffset + b·aStride + n]` and belongs to row `fromRow + n`.
    ///
    /// @throws IndexOutOfBoundsException if rows or values are not there
    public static void add(
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
        Bounds.rows(fromRow, toRow, w.rows());
        if (fromRow == toRow || batch == 0) {
            return;
        }
        Bounds.matrix("a", a.length, aOffset, aStride, batch, toRow - fromRow);
        Bounds.matrix("y", y.length, yOffset, yStride, batch, w.columns());
        if (!Kernels.vectorized()) {
            PlainProducts.sums(w, fromRow, toRow, a, aOffset, aStride, batch, y, yOffset, yStride);
            return;
        }
        long at = w.address + fromRow * w.rowBytes;
        int columns = w.columns();
        int rows = toRow - fromRow;
        int b = 0;
        for (; b + 2 <= batch; b += 2) {
            int a0 = aOffset + b * aStride;
            int y0 = yOffset + b * yStride;
            int a1 = a0 + aStride;
            int y1 = y0 + yStride;
            switch (w.format()) {
                case F32 -> F32Sums.two(at, w.rowBytes, columns, rows, a, a0, a1, y, y0, y1);
                case BF16 -> Bf16Sums.two(at, w.rowBytes, columns, rows, a, a0, a1, y, y0, y1);
                case INT8 ->
                        Int8Sums.two(at, w.scale(fromRow), columns, rows, a, a0, a1, y, y0, y1);
            }
        }
        if (b < batch) {
            int a0 = aOffset + b * aStride;
            int y0 = yOffset + b * yStride;
            switch (w.format()) {
                case F32 -> F32Sums.one(at, w.rowBytes, columns, rows, a, a0, y, y0);
                case BF16 -> Bf16Sums.one(at, w.rowBytes, columns, rows, a, a0, y, y0);
                case INT8 -> Int8Sums.one(at, w.scale(fromRow), columns, rows, a, a0, y, y0);
            }
        }
    }
}
