package dev.baltoro.tensor.kernel.decode;

import java.util.Objects;

/// Checks made once before a loop, which itself runs unchecked.
final class Bounds {
    private Bounds() {}

    static void rows(int from, int to, int rows) {
        Objects.checkFromToIndex(from, to, rows);
    }

    /// Checks that `count` runs of `width` values, `stride` apart, lie in an array of `length`.
    static void matrix(String name, int length, int offset, int stride, int count, int width) {
        long last = offset + (long) (count - 1) * stride;
        if (offset < 0 || stride < 0 || last + width > length) {
            throw new IndexOutOfBoundsException(
                    "%s has %d values, but %d runs of %d, %d apart from %d on, were asked for"
                            .formatted(name, length, count, width, stride, offset));
        }
    }
}
