package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Kernels;
import java.util.Objects;

/// Products of a batch of tokens with the rows of a weight matrix: y[b, r] = Σ_k w[r, k]·x[b, k].
///
/// The value of y[b, r] has the same bits whatever the batch, the range of rows and the tile: two
/// vectors accumulate from left to right, one even and one odd columns where weights are bfloat16,
/// otherwise every other vector of columns; the columns after the last two whole vectors are added
/// to their sum, whose lanes are added last in a fixed order. A row shorter than a vector has each
/// product in a lane. Sums are in fp32.
public final class RowDots {
    /// Weights that all tokens pass over before the next ones are read: half of a small first-level
    /// cache.
    private static final int PANEL_BYTES = 16 * 1024;

    private static final int TILE_ROWS = 4;
    private static final int[] CONSECUTIVE = {};

    private RowDots() {}

    /// Sets `y[yOffset + b·yStride + r]` for the rows r from `fromRow` to before `toRow` and the
    /// tokens b before `batch`; token b is the `w.columns()` values from `x[xOffset + b·xStride]`.
    ///
    /// @param packed the calling thread's own room
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
            int yStride,
            PackedTokens packed) {
        multiply(
                w,
                fromRow,
                toRow,
                0,
                x,
                xOffset,
                xStride,
                CONSECUTIVE,
                0,
                batch,
                y,
                yOffset,
                yStride,
                packed);
    }

    /// The same for the rows of both halves of `w`: r and `w.rows() / 2 + r`, a gate and its up
    /// projection.
    ///
    /// @param packed the calling thread's own room
    /// @throws IndexOutOfBoundsException if rows or values are not there
    public static void multiplyHalves(
            Matrix w,
            int fromRow,
            int toRow,
            float[] x,
            int xOffset,
            int xStride,
            int batch,
            float[] y,
            int yOffset,
            int yStride,
            PackedTokens packed) {
        multiply(
                w,
                fromRow,
                toRow,
                w.rows() / 2,
                x,
                xOffset,
                xStride,
                CONSECUTIVE,
                0,
                batch,
                y,
                yOffset,
                yStride,
                packed);
    }

    /// The same with token b at `x[xOffset + tokens[first + b]·xStride]`: one expert's tokens.
    ///
    /// @param packed the calling thread's own room
    /// @throws IndexOutOfBoundsException if rows or values are not there
    static void gatherHalves(
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
            int yStride,
            PackedTokens packed) {
        Objects.checkFromIndexSize(first, batch, tokens.length);
        for (int b = first; b < first + batch; b++) {
            Objects.checkIndex(tokens[b], Integer.MAX_VALUE);
            Bounds.matrix("x", x.length, xOffset, xStride, tokens[b] + 1, w.columns());
        }
        multiply(
                w,
                fromRow,
                toRow,
                w.rows() / 2,
                x,
                xOffset,
                xStride,
                tokens,
                first,
                batch,
                y,
                yOffset,
                yStride,
                packed);
    }

    /// @param apart rows from the first range to a second one of the same length; 0 for none
    private static void multiply(
            Matrix w,
            int fromRow,
            int toRow,
            int apart,
            float[] x,
            int xOffset,
            int xStride,
            int[] tokens,
            int first,
            int batch,
            float[] y,
            int yOffset,
            int yStride,
            PackedTokens packed) {
        Bounds.rows(fromRow, toRow, w.rows() - apart);
        if (fromRow == toRow || batch == 0) {
            return;
        }
        if (tokens.length == 0) {
            Bounds.matrix("x", x.length, xOffset, xStride, batch, w.columns());
        }
        Bounds.matrix("y", y.length, yOffset + fromRow, yStride, batch, apart + toRow - fromRow);
        if (Kernels.vectorized()) {
            packed.take(w.format(), x, xOffset, xStride, tokens, first, batch, w.columns());
        }
        for (int more = 0; more <= apart; more += Math.max(1, apart)) {
            int from = fromRow + more;
            int to = toRow + more;
            if (Kernels.vectorized()) {
                panels(w, from, to, batch, y, yOffset, yStride, packed);
            } else {
                PlainProducts.dots(
                        w, from, to, x, xOffset, xStride, tokens, first, batch, y, yOffset,
                        yStride);
            }
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
            int batch,
            float[] y,
            int yOffset,
            int yStride,
            PackedTokens x) {
        int panel = batch == 1 ? toRow - fromRow : panelRows(w);
        for (int r = fromRow; r < toRow; r += panel) {
            int rows = Math.min(panel, toRow - r);
            for (int b = 0; b < batch; b += PackedTokens.GROUP) {
                int tokens = Math.min(PackedTokens.GROUP, batch - b);
                tiles(
                        tokens,
                        w,
                        r,
                        rows,
                        x.group(b),
                        x.lanes,
                        y,
                        yOffset + b * yStride + r,
                        yStride);
            }
        }
    }

    private static int panelRows(Matrix w) {
        return (int) Math.max(1, PANEL_BYTES / (w.rowBytes * TILE_ROWS)) * TILE_ROWS;
    }

    private static void tiles(
            int tokens,
            Matrix w,
            int r,
            int rows,
            long x,
            float[] t,
            float[] y,
            int y0,
            int stride) {
        long at = w.address + r * w.rowBytes;
        int columns = w.columns();
        switch (w.format()) {
            case F32 ->
                    F32Dots.multiply(tokens, at, w.rowBytes, columns, rows, x, t, y, y0, stride);
            case BF16 ->
                    Bf16Dots.multiply(tokens, at, w.rowBytes, columns, rows, x, t, y, y0, stride);
            case INT8 ->
                    Int8Dots.multiply(tokens, at, w.scale(r), columns, rows, x, t, y, y0, stride);
        }
    }
}
