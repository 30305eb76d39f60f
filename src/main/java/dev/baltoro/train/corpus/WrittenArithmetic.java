package dev.baltoro.train.corpus;

/// Written arithmetic, digit by digit from the right as on paper.
final class WrittenArithmetic {
    private WrittenArithmetic() {}

    /// A sum with its carries.
    static String sum(int a, int b) {
        var text = new StringBuilder("Add %d and %d.\n".formatted(a, b));
        if (Math.max(a, b) >= 10) {
            int carry = 0;
            for (int x = a, y = b; x > 0 || y > 0; x /= 10, y /= 10) {
                int digits = x % 10 + y % 10 + carry;
                text.append(
                        carry == 0
                                ? "%d + %d = %d".formatted(x % 10, y % 10, digits)
                                : "%d + %d + 1 = %d".formatted(x % 10, y % 10, digits));
                carry = digits / 10;
                text.append(", write ").append(digits % 10);
                text.append(carry == 0 ? ".\n" : ", carry 1.\n");
            }
            text.append(carry == 0 ? "" : "Write the carry 1.\n");
        }
        return text + "%d + %d = %d.\n".formatted(a, b, a + b);
    }

    /// A difference `a - b` with its borrows; `a` is not below `b`.
    static String difference(int a, int b) {
        var text = new StringBuilder("Subtract %d from %d.\n".formatted(b, a));
        if (a >= 10) {
            int borrow = 0;
            for (int x = a, y = b; x > 0; x /= 10, y /= 10) {
                int top = x % 10;
                int bottom = y % 10 + borrow;
                String why = borrow == 0 ? "" : "%d + 1 = %d, ".formatted(y % 10, bottom);
                boolean lends = top < bottom;
                int from = lends ? top + 10 : top;
                text.append(why)
                        .append(lends ? "borrow 1, " : "")
                        .append("%d - %d = %d".formatted(from, bottom, from - bottom))
                        .append(", write %d.\n".formatted(from - bottom));
                borrow = lends ? 1 : 0;
            }
        }
        return text + "%d - %d = %d.\n".formatted(a, b, a - b);
    }

    /// A product by partial products of the digits of `a` and, from two digits on, of `b`.
    static String product(int a, int b) {
        var text = new StringBuilder("Multiply %d by %d.\n".formatted(a, b));
        if (b >= 10 && b % 10 != 0) {
            partial(text, a, b, b / 10 * 10, b % 10);
        } else if (a >= 10 && a % 10 != 0) {
            partial(text, b, a, a / 10 * 10, a % 10);
        }
        return text + "%d * %d = %d.\n".formatted(a, b, a * b);
    }

    private static void partial(StringBuilder text, int a, int b, int tens, int ones) {
        text.append("%d = %d + %d.\n".formatted(b, tens, ones));
        text.append("%d * %d = %d.\n".formatted(a, tens, a * tens));
        text.append("%d * %d = %d.\n".formatted(a, ones, a * ones));
        text.append("%d + %d = %d.\n".formatted(a * tens, a * ones, a * b));
    }
}
