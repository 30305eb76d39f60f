package dev.baltoro.rl.gym.mathematics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An expression of whole numbers, `+ - * /` and parentheses, read and evaluated exactly.
///
/// @param value what it comes to
/// @param numbers those that it is made of, in order
/// @param signs the operations in it, in order
record Expression(Fraction value, List<Integer> numbers, String signs) {
    /// Longest text that is read.
    static final int LENGTH_MAX = 200;

    Expression {
        numbers = List.copyOf(numbers);
    }

    /// {@return the expression, empty if the text is not an expression, or divides by zero}
    static Optional<Expression> read(String text) {
        String plain = text.replace('\u00d7', '*').replace('\u00f7', '/').replace('\u2212', '-');
        if (plain.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        Reader reader = new Reader(plain);
        try {
            Fraction value = reader.sum();
            return reader.atEnd()
                    ? Optional.of(new Expression(value, reader.numbers, reader.signs.toString()))
                    : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Recursive descent; the depth is bounded by the length of the text.
    private static final class Reader {
        private final String text;
        private final List<Integer> numbers = new ArrayList<>();
        private final StringBuilder signs = new StringBuilder();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Fraction sum() {
            Fraction value = product();
            while (next() == '+' || next() == '-') {
                char sign = take();
                value = value.apply(sign, product());
            }
            return value;
        }

        private Fraction product() {
            Fraction value = atom();
            while (next() == '*' || next() == '/') {
                char sign = take();
                value = value.apply(sign, atom());
            }
            return value;
        }

        private Fraction atom() {
            if (next() == '(') {
                at++;
                Fraction value = sum();
                if (next() != ')') {
                    throw new NumberFormatException("a parenthesis is open");
                }
                at++;
                return value;
            }
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            int number = Integer.parseInt(text, from, at, 10);
            numbers.add(number);
            return Fraction.of(number);
        }

        private char take() {
            char sign = text.charAt(at++);
            signs.append(sign);
            next();
            return sign;
        }

        /// {@return what follows after spaces, 0 at the end}
        private char next() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        boolean atEnd() {
            return next() == 0;
        }
    }
}
