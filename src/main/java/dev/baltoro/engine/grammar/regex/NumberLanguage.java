package dev.baltoro.engine.grammar.regex;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/// Spellings of numbers between bounds, as regular expressions.
///
/// Every number fits a double or a long, so that every parser takes it: integers have at most 18
/// digits, others at most 15 (which doubles tell apart, so a bound stays a bound after the parser),
/// and an exponent of at most two digits, which numbers with bounds do not have. Zero has no sign
/// before it but in free numbers.
public final class NumberLanguage {
    /// Digits of a number that need not be an integer.
    public static final int DIGITS_MAX = 15;

    /// Digits of an integer.
    public static final int INTEGER_DIGITS_MAX = 18;

    /// The largest integer of `multipleOf`.
    public static final int MULTIPLE_MAX = 500;

    private static final Regex DIGIT = Regex.chars(CodePoints.range('0', '9'));
    private static final Regex LEADING = Regex.chars(CodePoints.range('1', '9'));
    private static final Regex[] VALUES = new Regex[10];

    static {
        for (int i = 0; i < 10; i++) {
            VALUES[i] = Regex.chars(CodePoints.of('0' + i));
        }
    }

    private static final Regex MINUS = Regex.chars(CodePoints.of('-'));
    private static final Regex DOT = Regex.chars(CodePoints.of('.'));
    private static final BigInteger INTEGER_END = BigInteger.TEN.pow(INTEGER_DIGITS_MAX);
    private static final BigDecimal DECIMAL_MAX =
            new BigDecimal(BigInteger.TEN.pow(DIGITS_MAX).subtract(BigInteger.ONE));

    /// Numbers without bounds.
    public static final Regex FREE = free();

    private NumberLanguage() {}

    private static Regex free() {
        Regex whole =
                Regex.or(VALUES[0], Regex.then(LEADING, Regex.loop(DIGIT, 0, DIGITS_MAX - 1)));
        Regex fraction = Regex.then(DOT, Regex.loop(DIGIT, 1, DIGITS_MAX));
        Regex exponent =
                Regex.then(
                        Regex.chars(CodePoints.of('e', 'E')),
                        Regex.then(
                                Regex.optional(Regex.chars(CodePoints.of('+', '-'))),
                                Regex.loop(DIGIT, 1, 2)));
        return Regex.then(
                Regex.optional(MINUS),
                Regex.then(whole, Regex.then(Regex.optional(fraction), Regex.optional(exponent))));
    }

    /// {@return the integers from `low` to `high`, of at most 18 digits}
    public static Regex integers(Optional<BigInteger> low, Optional<BigInteger> high) {
        BigInteger most = high.orElse(INTEGER_END).min(INTEGER_END.subtract(BigInteger.ONE));
        BigInteger least = low.orElse(INTEGER_END.negate());
        least = least.max(INTEGER_END.negate().add(BigInteger.ONE));
        Regex below = naturals(most.negate().max(BigInteger.ONE), least.negate());
        return Regex.or(naturals(least.max(BigInteger.ZERO), most), Regex.then(MINUS, below));
    }

    private static Regex naturals(BigInteger low, BigInteger high) {
        Regex result = Regex.NEVER;
        if (low.compareTo(high) > 0) {
            return result;
        }
        int longest = high.toString().length();
        for (int length = low.toString().length(); length <= longest; length++) {
            BigInteger first = length == 1 ? BigInteger.ZERO : BigInteger.TEN.pow(length - 1);
            BigInteger last = BigInteger.TEN.pow(length).subtract(BigInteger.ONE);
            result =
                    Regex.or(result, between(low.max(first).toString(), high.min(last).toString()));
        }
        return result;
    }

    /// {@return the numbers between two with equally many digits}
    private static Regex between(String low, String high) {
        if (low.isEmpty()) {
            return Regex.EMPTY;
        }
        if (low.equals("0".repeat(low.length())) && high.equals("9".repeat(high.length()))) {
            return Regex.loop(DIGIT, low.length(), low.length());
        }
        int first = low.charAt(0) - '0';
        int last = high.charAt(0) - '0';
        String lowRest = low.substring(1);
        String highRest = high.substring(1);
        if (first == last) {
            return Regex.then(VALUES[first], between(lowRest, highRest));
        }
        int rest = lowRest.length();
        return Regex.or(
                Regex.then(VALUES[first], between(lowRest, "9".repeat(rest))),
                Regex.then(digits(first + 1, last - 1), Regex.loop(DIGIT, rest, rest)),
                Regex.then(VALUES[last], between("0".repeat(rest), highRest)));
    }

    private static Regex digits(int first, int last) {
        Regex result = Regex.NEVER;
        for (int i = first; i <= last; i++) {
            result = Regex.or(result, VALUES[i]);
        }
        return first == 0 && last == 9 ? DIGIT : result;
    }

    /// {@return the numbers between bounds, of at most 15 digits}
    ///
    /// @param places digits after the point, at most
    public static Regex decimals(
            Optional<BigDecimal> low,
            boolean aboveLow,
            Optional<BigDecimal> high,
            boolean belowHigh,
            Optional<Integer> places) {
        Bound least = Bound.of(low.orElse(DECIMAL_MAX.negate()), aboveLow, RoundingMode.CEILING);
        Bound most = Bound.of(high.orElse(DECIMAL_MAX), belowHigh, RoundingMode.FLOOR);
        Bound zero = new Bound(BigDecimal.ZERO, false);
        Bound aboveZero = new Bound(BigDecimal.ZERO, true);
        Regex positive = most.value().signum() < 0 ? Regex.NEVER : positive(least.max(zero), most);
        Regex negative =
                least.value().signum() >= 0
                        ? Regex.NEVER
                        : positive(most.negate().max(aboveZero), least.negate());
        int decimals = places.orElse(DIGITS_MAX);
        Regex limited =
                Regex.or(
                        Regex.loop(DIGIT, 1, DIGITS_MAX),
                        Regex.and(
                                Regex.loop(Regex.or(DIGIT, DOT), 1, DIGITS_MAX + 1),
                                Regex.then(
                                        Regex.loop(DIGIT, 1, DIGITS_MAX),
                                        Regex.then(DOT, Regex.loop(DIGIT, 1, decimals)))));
        return Regex.or(
                Regex.and(positive, limited), Regex.then(MINUS, Regex.and(negative, limited)));
    }

    /// A bound that has few digits and, if it is open, is not in the range itself.
    private record Bound(BigDecimal value, boolean open) {
        static Bound of(BigDecimal value, boolean open, RoundingMode inwards) {
            BigDecimal inside = value.max(DECIMAL_MAX.negate()).min(DECIMAL_MAX);
            int whole = Math.max(1, inside.precision() - inside.scale());
            BigDecimal rounded =
                    inside.setScale(
                            Math.min(Math.max(0, inside.scale()), DIGITS_MAX - whole), inwards);
            return new Bound(rounded, open && rounded.compareTo(value) == 0);
        }

        Bound negate() {
            return new Bound(value.negate(), open);
        }

        Bound max(Bound other) {
            int order = value.compareTo(other.value);
            return order > 0 || order == 0 && open ? this : other;
        }

        BigInteger whole() {
            return value.toBigInteger();
        }

        /// {@return digits after the point, without zeros at the end}
        String fraction() {
            BigDecimal rest = value.subtract(new BigDecimal(whole())).stripTrailingZeros();
            return rest.signum() == 0 ? "" : rest.toPlainString().substring(2);
        }
    }

    private static Regex positive(Bound low, Bound high) {
        BigInteger first = low.whole();
        BigInteger last = high.whole();
        int order = first.compareTo(last);
        if (order > 0) {
            return Regex.NEVER;
        }
        Regex fromLow = atLeast(low.fraction(), low.open(), DIGITS_MAX);
        Regex toHigh = atMost(high.fraction(), high.open(), DIGITS_MAX);
        if (order == 0) {
            return Regex.then(Regex.word(first.toString()), fraction(Regex.and(fromLow, toHigh)));
        }
        Regex between = naturals(first.add(BigInteger.ONE), last.subtract(BigInteger.ONE));
        return Regex.or(
                Regex.then(Regex.word(first.toString()), fraction(fromLow)),
                Regex.then(between, fraction(Regex.loop(DIGIT, 0, DIGITS_MAX))),
                Regex.then(Regex.word(last.toString()), fraction(toHigh)));
    }

    private static Regex fraction(Regex digits) {
        Regex some = Regex.then(DOT, Regex.and(digits, Regex.loop(DIGIT, 1, DIGITS_MAX)));
        return digits.nullable() ? Regex.optional(some) : some;
    }

    /// {@return digits after a point that are at least (or more than) `bound`}
    private static Regex atLeast(String bound, boolean more, int most) {
        if (bound.isEmpty()) {
            Regex all = Regex.loop(DIGIT, 0, most);
            return more
                    ? Regex.and(all, Regex.not(Regex.loop(VALUES[0], 0, Regex.UNBOUNDED)))
                    : all;
        }
        int digit = bound.charAt(0) - '0';
        return Regex.or(
                Regex.then(digits(digit + 1, 9), Regex.loop(DIGIT, 0, most - 1)),
                Regex.then(VALUES[digit], atLeast(bound.substring(1), more, most - 1)));
    }

    /// {@return digits after a point that are at most (or less than) `bound`}
    private static Regex atMost(String bound, boolean less, int most) {
        if (bound.isEmpty()) {
            return less ? Regex.NEVER : Regex.loop(VALUES[0], 0, most);
        }
        int digit = bound.charAt(0) - '0';
        return Regex.or(
                Regex.EMPTY,
                Regex.then(digits(0, digit - 1), Regex.loop(DIGIT, 0, most - 1)),
                Regex.then(VALUES[digit], atMost(bound.substring(1), less, most - 1)));
    }
}
