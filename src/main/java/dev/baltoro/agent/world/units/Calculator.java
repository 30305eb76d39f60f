package dev.baltoro.agent.world.units;

import dev.baltoro.agent.tool.ToolFailure;
import java.math.BigDecimal;
import java.math.MathContext;

/// Arithmetic in the usual notation: `+ - * /`, signs, parentheses, decimal numbers.
final class Calculator {
    private static final int CHARS_MAX = 200;

    /// A double's digits, which no task needs all of.
    private static final MathContext DIGITS = MathContext.DECIMAL64;

    private final String text;
    private int at;

    private Calculator(String text) {
        this.text = text;
    }

    /// {@return the value}
    ///
    /// @throws ToolFailure if it is not arithmetic, too long, or divides by zero
    static BigDecimal value(String text) throws ToolFailure {
        if (text.length() > CHARS_MAX) {
            throw new ToolFailure("too long");
        }
        Calculator calculator = new Calculator(text.replace(" ", ""));
        BigDecimal value = calculator.sum();
        if (calculator.at < calculator.text.length()) {
            throw calculator.failure();
        }
        return value;
    }

    private BigDecimal sum() throws ToolFailure {
        BigDecimal value = product();
        while (true) {
            if (skip('+')) {
                value = value.add(product(), DIGITS);
            } else if (skip('-')) {
                value = value.subtract(product(), DIGITS);
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() throws ToolFailure {
        BigDecimal value = factor();
        while (true) {
            if (skip('*')) {
                value = value.multiply(factor(), DIGITS);
            } else if (skip('/')) {
                BigDecimal divisor = factor();
                if (divisor.signum() == 0) {
                    throw new ToolFailure("division by zero");
                }
                value = value.divide(divisor, DIGITS);
            } else {
                return value;
            }
        }
    }

    private BigDecimal factor() throws ToolFailure {
        if (skip('-')) {
            return factor().negate();
        }
        if (skip('(')) {
            BigDecimal value = sum();
            if (!skip(')')) {
                throw failure();
            }
            return value;
        }
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw failure();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private ToolFailure failure() {
        return new ToolFailure("cannot read " + text);
    }
}
