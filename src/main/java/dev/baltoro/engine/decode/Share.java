package dev.baltoro.engine.decode;

import dev.baltoro.tensor.kernel.decode.RowDots;

/// One member's part of work that is cut evenly.
///
/// @param from first item
/// @param to after the last item
record Share(int from, int to) {
    /// {@return a part of `items`}
    static Share of(int items, int member, int members) {
        return new Share(
                (int) ((long) items * member / members),
                (int) ((long) items * (member + 1) / members));
    }

    /// {@return a part of a matrix's rows, as the kernels cut them}
    static Share ofRows(int rows, int member, int members) {
        return new Share(
                RowDots.share(rows, member, members), RowDots.share(rows, member + 1, members));
    }

    int length() {
        return to - from;
    }
}
