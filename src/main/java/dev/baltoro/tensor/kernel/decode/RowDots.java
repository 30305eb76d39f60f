package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Kernels;
import dev.baltoro.tensor.kernel.Lanes;
import java.util.Objects;

/// Products of a batch of tokens with the rows of a weight matrix: y[b, r] = Σ_k w[r, k]·x[b, k].
///
/// The value of y[b, r] has the same bits whatever the batch, the range of rows and the tile: one
/// vector accumulates over the row's whole vectors from left to right, its lanes are added in a
/// fixed order, and what is left of the row is added last. Sums are in fp32.
public final class RowDots {
    /// Weights that all tokens pass over before the next ones are read: half of a small first-level
    /// cache.
    private static final int PANEL_BYTES = 16 * 1024;

    /// The most that a tile has.
    static final int ACCUMULATORS = 8;

    private static final int TILE_ROWS = 4;
    private static final int[] CONSECUTIVE = {};

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
        if (Kernels.vectorized()) {
            panels(
                    w,
                    fromRow,
                    toRow,
                    x,
                    xOffset,
                    xStride,
                    CONSECUTIVE,
                    0,
                    batch,
                    y,
                    yOffset,
                    yStride);
        } else {
            PlainProducts.dots(
                    w,
                    fromRow,
                    toRow,
                    x,
                    xOffset,
                    xStride,
                    CONSECUTIVE,
                    0,
                    batch,
                    y,
                    yOffset,
                    yStride);
        }
    }

    /// The same with token b at `x[xOffset + tokens[first + b]·xStride]`: one expert's tokens.
    ///
    /// @throws IndexOutOfBoundsException if rows or values are not there
    public static void gather(
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
        Bounds.rows(fromRow, toRow, w.rows());
        Objects.checkFromIndexSize(first, batch, tokens.length);
        if (fromRow == toRow || batch == 0) {
            return;
        }
        for (int b = first; b < first + batch; b++) {
            Objects.checkIndex(tokens[b], Integer.MAX_VALUE);
            Bounds.matrix("x", x.length, xOffset, xStride, tokens[b] + 1, w.columns());
        }
        Bounds.matrix("y", y.length, yOffset + fromRow, yStride, batch, toRow - fromRow);
        if (Kernels.vectorized()) {
            panels(
                    w, fromRow, toRow, x, xOffset, xStride, tokens, first, batch, y, yOffset,
                    yStride);
        } else {
            PlainProducts.dots(
                    w, fromRow, toRow, x, xOffset, xStride, tokens, first, batch, y, yOffset,
                    yStride);
        }
    }

    /// {@return the first row of a member's share; the first row of the next member's ends it}
    ///
    /// Shares begin at multiples of the tile's rows, which costs nothing but keeps tiles whole.
    public static int share(int rows, int member, int members) {
        int tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
        return (int) Math.min(rows, (long) tiles * member / members * TILE_ROWS);
    }

    /// Where token b begins in `x`.
    static int at(int xOffset, int xStride, int[] tokens, int first, int b) {
        return xOffset + xStride * (tokens.length == 0 ? b : tokens[first + b]);
    }

    private static void panels(
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
        float[] t = new float[ACCUMULATORS * Lanes.COUNT];
        int panel = batch == 1 ? toRow - fromRow : panelRows(w);
        for (int r = fromRow; r < toRow; r += panel) {
            int rows = Math.min(panel, toRow - r);
            int b = 0;
            for (; b + 4 <= batch; b += 4) {
                int x0 = at(xOffset, xStride, tokens, first, b);
                int x1 = at(xOffset, xStride, tokens, first, b + 1);
                int x2 = at(xOffset, xStride, tokens, first, b + 2);
                int x3 = at(xOffset, xStride, tokens, first, b + 3);
                four(w, r, rows, x, x0, x1, x2, x3, t, y, yOffset + b * yStride + r, yStride);
            }
            if (b + 2 <= batch) {
                int x0 = at(xOffset, xStride, tokens, first, b);
                int x1 = at(xOffset, xStride, tokens, first, b + 1);
                int y0 = yOffset + b * yStride + r;
                two(w, r, rows, x, x0, x1, t, y, y0, y0 + yStride);
                b += 2;
            }
            if (b < batch) {
                int x0 = at(xOffset, xStride, tokens, first, b);
                one(w, r, rows, x, x0, t, y, yOffset + b * yStride + r);
            }
        }
    }

    private static int panelRows(Matrix w) {
        return (int) Math.max(1, PANEL_BYTES / (w.rowBytes * TILE_ROWS)) * TILE_ROWS;
    }

    private static void four(
            Matrix w,
            int r,
            int rows,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] t,
            float[] y,
            int y0,
            int ys) {
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 ->
                    F32Dots.four(at, w.rowBytes, columns, rows, x, x0, x1, x2, x3, t, y, y0, ys);
            case BF16 ->
                    Bf16Dots.four(at, w.rowBytes, columns, rows, x, x0, x1, x2, x3, t, y, y0, ys);
            case INT8 ->
                    Int8Dots.four(at, w.scale(r), columns, rows, x, x0, x1, x2, x3, t, y, y0, ys);
        }
    }

    private static void two(
            Matrix w,
            int r,
            int rows,
            float[] x,
            int x0,
            int x1,
            float[] t,
            float[] y,
            int y0,
            int y1) {
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 -> F32Dots.two(at, w.rowBytes, columns, rows, x, x0, x1, t, y, y0, y1);
            case BF16 -> Bf16Dots.two(at, w.rowBytes, columns, rows, x, x0, x1, t, y, y0, y1);
            case INT8 -> Int8Dots.two(at, w.scale(r), columns, rows, x, x0, x1, t, y, y0, y1);
        }
    }

    private static void one(
            Matrix w, int r, int rows, float[] x, int x0, float[] t, float[] y, int y0) {
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 -> F32Dots.one(at, w.rowBytes, columns, rows, x, x0, t, y, y0);
            case BF16 -> Bf16Dots.one(at, w.rowBytes, columns, rows, x, x0, t, y, y0);
            case INT8 -> Int8Dots.one(at, w.scale(r), columns, rows, x, x0, t, y, y0);
        }
    }
}
