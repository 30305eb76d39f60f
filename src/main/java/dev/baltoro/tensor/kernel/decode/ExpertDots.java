package dev.baltoro.tensor.kernel.decode;

/// One member's share of the products of all experts with their tokens.
///
/// An assignment is a token and an expert that it was routed to; assignments lie in the experts'
/// order. Every member takes its share of the rows of every expert, so that shares are equal
/// however tokens were routed, and each weight is read by one member only.
public final class ExpertDots {
    private ExpertDots() {}

    /// Sets `y[yOffset + a·yStride + r]` for every assignment a and the member's rows r; assignment
    /// a has row a of `x`, as in a down projection.
    ///
    /// @param experts a matrix for each expert, all of one shape
    /// @param start the first assignment of each expert, and after them the number of assignments
    /// @param packed the member's own room
    /// @throws IndexOutOfBoundsException if rows or values are not there
    public static void multiply(
            Matrix[] experts,
            int[] start,
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int member,
            int members,
            PackedTokens packed) {
        for (int e = 0; e < experts.length; e++) {
            int first = start[e];
            int count = start[e + 1] - first;
            if (count == 0) {
                continue;
            }
            Matrix w = experts[e];
            int from = RowDots.share(w.rows(), member, members);
            int to = RowDots.share(w.rows(), member + 1, members);
            int x0 = xOffset + first * xStride;
            int y0 = yOffset + first * yStride;
            RowDots.multiply(w, from, to, x, x0, xStride, count, y, y0, yStride, packed);
        }
    }

    /// The same for experts whose rows are gates above as many ups: the member's share is of the
    /// gates, and the ups that belong to them.
    ///
    /// @param tokens for each assignment a its row in `x`, which begins at `x[xOffset +
    ///   tokens[a]·xStride]`
    /// @param packed the member's own room
    /// @throws IndexOutOfBoundsException if rows or values are not there
    public static void multiplyHalves(
            Matrix[] experts,
            int[] start,
            float[] x,
            int xOffset,
            int xStride,
            int[] tokens,
            float[] y,
            int yOffset,
            int yStride,
            int member,
            int members,
            PackedTokens packed) {
        for (int e = 0; e < experts.length; e++) {
            int first = start[e];
            int count = start[e + 1] - first;
            if (count == 0) {
                continue;
            }
            Matrix w = experts[e];
            int from = RowDots.share(w.rows() / 2, member, members);
            int to = RowDots.share(w.rows() / 2, member + 1, members);
            RowDots.gatherHalves(
                    w,
                    from,
                    to,
                    x,
                    xOffset,
                    xStride,
                    tokens,
                    first,
                    count,
                    y,
                    yOffset + first * yStride,
                    yStride,
                    packed);
        }
    }
}
