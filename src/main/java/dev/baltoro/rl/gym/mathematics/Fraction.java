package dev.baltoro.rl.gym.mathematics;

import java.math.BigInteger;

/// An exact rational number in lowest terms, its denominator positive.
record Fraction(BigInteger numerator, BigInteger denominator) {
    Fraction {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("a division by zero");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /// {@return the value of one operation}
    ///
    /// @param sign one of `+-*/`
    /// @throws ArithmeticException if it divides by zero
    Fraction apply(char sign, Fraction other) {
        BigInteger cross = numerator.multiply(other.denominator);
        BigInteger back = other.numerator.multiply(denominator);
        BigInteger below = denominator.multiply(other.denominator);
        return switch (sign) {
            case '+' -> new Fraction(cross.add(back), below);
            case '-' -> new Fraction(cross.subtract(back), below);
            case '*' -> new Fraction(numerator.multiply(other.numerator), below);
            case '/' -> new Fraction(cross, denominator.multiply(other.numerator));
            default -> throw new IllegalArgumentException("no sign: " + sign);
        };
    }

    /// {@return whether it is a whole number}
    boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }
}
