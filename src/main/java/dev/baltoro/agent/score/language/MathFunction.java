package dev.baltoro.agent.score.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// A function of [MathExpression], by its name.
///
/// @param least fewest arguments
/// @param most most arguments
/// @param body may throw an `ArithmeticException`; what it returns may be infinite or no number
record MathFunction(int least, int most, ToDoubleFunction<List<Double>> body) {
    /// Arguments of functions that take any number.
    private static final int MANY = 100_000;

    /// The largest number whose factorial is a double.
    private static final int FACTORIAL_MAX = 170;

    private static final int CHOICE_MAX = 10_000;

    private static final Map<String, MathFunction> ALL =
            Map.ofEntries(
                    one("sqrt", Math::sqrt),
                    one("cbrt", Math::cbrt),
                    one("abs", Math::abs),
                    one("sin", Math::sin),
                    one("cos", Math::cos),
                    one("tan", Math::tan),
                    one("exp", Math::exp),
                    Map.entry("ln", new MathFunction(1, 2, MathFunction::logarithm)),
                    Map.entry("log", new MathFunction(1, 2, MathFunction::logarithm)),
                    one("log10", Math::log10),
                    one("log2", x -> Math.log(x) / Math.log(2)),
                    one("floor", Math::floor),
                    one("ceil", Math::ceil),
                    one("factorial", MathFunction::factorial),
                    Map.entry("round", new MathFunction(1, 2, MathFunction::rounded)),
                    Map.entry("nthRoot", new MathFunction(1, 2, MathFunction::root)),
                    two("pow", v -> MathExpression.power(v.getFirst(), v.getLast())),
                    two("mod", v -> MathExpression.remainder(v.getFirst(), v.getLast())),
                    two("combinations", v -> choices(v, true)),
                    two("permutations", v -> choices(v, false)),
                    many(
                            "gcd",
                            0,
                            v ->
                                    v.stream()
                                            .map(MathFunction::whole)
                                            .reduce(BigInteger.ZERO, BigInteger::gcd)
                                            .doubleValue()),
                    many(
                            "lcm",
                            0,
                            v ->
                                    v.stream()
                                            .map(MathFunction::whole)
                                            .reduce(BigInteger.ONE, MathFunction::multiple)
                                            .doubleValue()),
                    many("sum", 0, MathFunction::sum),
                    many("mean", 1, v -> sum(v) / v.size()),
                    many("max", 2, v -> v.stream().max(Double::compare).orElseThrow()),
                    many("min", 2, v -> v.stream().min(Double::compare).orElseThrow()),
                    many("hypot", 0, v -> Math.sqrt(v.stream().mapToDouble(x -> x * x).sum())));

    private static Map.Entry<String, MathFunction> one(String name, DoubleUnaryOperator body) {
        return Map.entry(name, new MathFunction(1, 1, v -> body.applyAsDouble(v.getFirst())));
    }

    private static Map.Entry<String, MathFunction> two(
            String name, ToDoubleFunction<List<Double>> body) {
        return Map.entry(name, new MathFunction(2, 2, body));
    }

    private static Map.Entry<String, MathFunction> many(
            String name, int least, ToDoubleFunction<List<Double>> body) {
        return Map.entry(name, new MathFunction(least, MANY, body));
    }

    /// {@return the function of a name, if there is one}
    static Optional<MathFunction> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// {@return its value}
    ///
    /// @throws ArithmeticException if it has none, or the number of arguments is wrong
    double apply(List<Double> arguments) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new ArithmeticException("wrong number of arguments");
        }
        return body.applyAsDouble(arguments);
    }

    private static double sum(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double logarithm(List<Double> v) {
        if (v.stream().anyMatch(x -> x <= 0)) {
            throw new ArithmeticException("logarithm of what is not positive");
        }
        return v.size() == 1 ? Math.log(v.getFirst()) : Math.log(v.getFirst()) / Math.log(v.get(1));
    }

    /// Halves go to the even neighbour.
    private static double rounded(List<Double> v) {
        int digits = v.size() == 1 ? 0 : v.get(1).intValue();
        return new BigDecimal(v.getFirst()).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }

    private static double root(List<Double> v) {
        double degree = v.size() == 1 ? 2 : v.get(1);
        if (degree == 0) {
            throw new ArithmeticException("root of degree zero");
        }
        return MathExpression.power(v.getFirst(), 1 / degree);
    }

    /// {@return a factorial of a number's whole part}
    static double factorial(double number) {
        BigInteger product = BigInteger.ONE;
        for (int i = small(number, FACTORIAL_MAX); i > 1; i--) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product.doubleValue();
    }

    private static double choices(List<Double> v, boolean unordered) {
        int all = small(v.getFirst(), CHOICE_MAX);
        int some = small(v.getLast(), CHOICE_MAX);
        if (some > all) {
            return 0;
        }
        BigInteger ways = BigInteger.ONE;
        for (int i = 0; i < some; i++) {
            ways = ways.multiply(BigInteger.valueOf(all - i));
            if (unordered) {
                ways = ways.divide(BigInteger.valueOf(i + 1));
            }
        }
        return ways.doubleValue();
    }

    private static int small(double number, int most) {
        if (!(number >= 0 && number <= most)) {
            throw new ArithmeticException("out of range");
        }
        return (int) number;
    }

    private static BigInteger whole(double number) {
        return new BigDecimal(number).toBigInteger();
    }

    private static BigInteger multiple(BigInteger a, BigInteger b) {
        return a.signum() == 0 || b.signum() == 0
                ? BigInteger.ZERO
                : a.multiply(b).abs().divide(a.gcd(b));
    }
}
