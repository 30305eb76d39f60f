package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Kernels;

/// Products of a batch of tokens with the rows of a weight matrix: y[b, r] = Σ_k w[r, k]·x[b, k].
///
/// The value of y[b, r] has the same bits whatever the batch, the range of rows and the tile: one
/// vector accumulates over the row's whole vectors from left to right, its lanes are added in a
/// fixed order, and what is left of the row is added last. Sums are in fp32.
public final class RowDots {
    /// Weights that all tokens pass over before the next ones are read: half of a small first-level
    /// cache.
    private static final int PANEL_BYTES = 16 * 1024;

    private static final int TILE_ROWS = 4;
    private static final int TILE_TOKENS = 4;

    private RowDots() {}

    /// Sets `y[yOffset + b·yStride + r]` for the rows r from `fromRow` to before `toRow` and the
    /// tokens b before `batch`; token b is the `w.columns()` values from `x[xOffset + b·xStride]`.
    ///
    /// @throws IndexOutOfBoundsException if rows or values are not there
    public static void multiply(
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
        Bounds.rows(fromRow, toRow, w.rows());
        if (fromRow == toRow || batch == 0) {
            return;
        }
        Bounds.matrix("x", x.length, xOffset, xStride, batch, w.columns());
        Bounds.matrix("y", y.length, yOffset + fromRow, yStride, batch, toRow - fromRow);
        if (!Kernels.vectorized()) {
            PlainProducts.dots(w, fromRow, toRow, x, xOffset, xStride, batch, y, yOffset, yStride);
            return;
        }
        int panel = batch == 1 ? toRow - fromRow : panelRows(w);
        for (int r = fromRow; r < toRow; r += panel) {
            int rows = Math.min(panel, toRow - r);
            int b = 0;
            for (; b + TILE_TOKENS <= batch; b += TILE_TOKENS) {
                int x0 = xOffset + b * xStride;
                int y0 = yOffset + b * yStride + r;
                four(w, r, rows, x, x0, xStride, y, y0, yStride);
            }
            int x0 = xOffset + b * xStride;
            int y0 = yOffset + b * yStride + r;
            rest(w, r, rows, batch - b, x, x0, xStride, y, y0, yStride);
        }
    }

    private static int panelRows(Matrix w) {
        return (int) Math.max(1, PANEL_BYTES / (w.rowBytes * TILE_ROWS)) * TILE_ROWS;
    }

    private static void four(
            Matrix w, int r, int rows, float[] x, int x0, int xs, float[] y, int y0, int ys) {
        int x1 = x0 + xs;
        int x2 = x1 + xs;
        int x3 = x2 + xs;
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 -> F32Dots.four(at, w.rowBytes, columns, rows, x, x0, x1, x2, x3, y, y0, ys);
            case BF16 -> Bf16Dots.four(at, w.rowBytes, columns, rows, x, x0, x1, x2, x3, y, y0, ys);
            case INT8 -> Int8Dots.four(at, w.scale(r), columns, rows, x, x0, x1, x2, x3, y, y0, ys);
        }
    }

    /// The tokens that make no four.
    private static void rest(
            Matrix w,
            int r,
            int rows,
            int tokens,
            float[] x,
            int x0,
            int xs,
            float[] y,
            int y0,
            int ys) {
        switch (tokens) {
            case 1 -> one(w, r, rows, x, x0, y, y0);
            case 2 -> two(w, r, rows, x, x0, x0 + xs, y, y0, y0 + ys);
            case 3 -> {
                two(w, r, rows, x, x0, x0 + xs, y, y0, y0 + ys);
                one(w, r, rows, x, x0 + 2 * xs, y, y0 + 2 * ys);
            }
            default -> {}
        }
    }

    private static void two(
            Matrix w, int r, int rows, float[] x, int x0, int x1, float[] y, int y0, int y1) {
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 -> F32Dots.two(at, w.rowBytes, columns, rows, x, x0, x1, y, y0, y1);
            case BF16 -> Bf16Dots.two(at, w.rowBytes, columns, rows, x, x0, x1, y, y0, y1);
            case INT8 -> Int8Dots.two(at, w.scale(r), columns, rows, x, x0, x1, y, y0, y1);
        }
    }

    private static void one(Matrix w, int r, int rows, float[] x, int x0, float[] y, int y0) {
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 -> F32Dots.one(at, w.rowBytes, columns, rows, x, x0, y, y0);
            case BF16 -> Bf16Dots.one(at, w.rowBytes, columns, rows, x, x0, y, y0);
            case INT8 -> Int8Dots.one(at, w.scale(r), columns, rows, x, x0, y, y0);
        }
    }
}
