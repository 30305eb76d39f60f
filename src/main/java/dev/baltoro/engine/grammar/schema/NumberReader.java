package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.NumberLanguage;
import dev.baltoro.engine.grammar.regex.Regex;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/// Numbers: `integer` and `number`, bounds, `multipleOf`.
final class NumberReader {
    /// What the numbers of a schema keep to.
    ///
    /// @param low least number
    /// @param aboveLow whether `low` itself is too small
    /// @param high largest number
    /// @param belowHigh whether `high` itself is too large
    /// @param step what they are multiples of
    record Bounds(
            Optional<BigDecimal> low,
            boolean aboveLow,
            Optional<BigDecimal> high,
            boolean belowHigh,
            Optional<BigDecimal> step,
            boolean integer) {
        static Bounds of(Conjunction all) {
            Optional<BigDecimal> least =
                    bound(all, "minimum", "exclusiveMinimum", false, BigDecimal::max);
            Optional<BigDecimal> above =
                    bound(all, "minimum", "exclusiveMinimum", true, BigDecimal::max);
            Optional<BigDecimal> most =
                    bound(all, "maximum", "exclusiveMaximum", false, BigDecimal::min);
            Optional<BigDecimal> below =
                    bound(all, "maximum", "exclusiveMaximum", true, BigDecimal::min);
            boolean aboveLow =
                    above.isPresent()
                            && (least.isEmpty() || above.get().compareTo(least.get()) >= 0);
            boolean belowHigh =
                    below.isPresent() && (most.isEmpty() || below.get().compareTo(most.get()) <= 0);
            return new Bounds(
                    aboveLow ? above : least,
                    aboveLow,
                    belowHigh ? below : most,
                    belowHigh,
                    step(all),
                    TypeReader.integers(all));
        }

        /// {@return the strictest of the open or of the closed bounds}
        ///
        /// In draft 4 the open one is a boolean, which says that the closed one is open.
        private static Optional<BigDecimal> bound(
                Conjunction all,
                String closed,
                String open,
                boolean wantOpen,
                BinaryOperator<BigDecimal> strictest) {
            Optional<BigDecimal> result = Optional.empty();
            for (Located part : all.parts()) {
                JsonNode flag = part.has(open) ? part.node().path(open) : BooleanNode.FALSE;
                boolean isOpen = flag.isBoolean() && flag.booleanValue();
                if (part.has(closed) && isOpen == wantOpen) {
                    result = join(result, number(part.child(closed)), strictest);
                }
                if (wantOpen && !flag.isBoolean()) {
                    result = join(result, number(part.child(open)), strictest);
                }
            }
            return result;
        }

        private static Optional<BigDecimal> join(
                Optional<BigDecimal> first, BigDecimal second, BinaryOperator<BigDecimal> how) {
            return Optional.of(first.map(one -> how.apply(one, second)).orElse(second));
        }

        private static BigDecimal number(Located value) {
            if (!value.node().isNumber()) {
                throw value.error("takes a number");
            }
            return value.node().decimalValue();
        }

        /// {@return the least common multiple of all steps}
        private static Optional<BigDecimal> step(Conjunction all) {
            Optional<BigDecimal> result = Optional.empty();
            for (Located value : all.each("multipleOf")) {
                BigDecimal step = number(value);
                if (step.signum() <= 0) {
                    throw value.error("takes a number above 0");
                }
                result = join(result, step, Bounds::commonMultiple);
            }
            return result;
        }

        private static BigDecimal commonMultiple(BigDecimal first, BigDecimal second) {
            int scale = Math.max(Math.max(first.scale(), second.scale()), 0);
            BigInteger left = first.setScale(scale).unscaledValue();
            BigInteger right = second.setScale(scale).unscaledValue();
            return new BigDecimal(left.divide(left.gcd(right)).multiply(right), scale);
        }

        boolean contains(BigDecimal number) {
            return low.map(least -> number.compareTo(least) >= (aboveLow ? 1 : 0)).orElse(true)
                    && high.map(most -> number.compareTo(most) <= (belowHigh ? -1 : 0)).orElse(true)
                    && step.map(factor -> number.remainder(factor).signum() == 0).orElse(true)
                    && (!integer || WordReader.isInteger(number));
        }

        String lowKeyword() {
            return aboveLow ? "exclusiveMinimum" : "minimum";
        }

        String highKeyword() {
            return belowHigh ? "exclusiveMaximum" : "maximum";
        }

        /// {@return whether there are numbers between them, of however many digits}
        boolean leaveSome() {
            if (low.isEmpty() || high.isEmpty()) {
                return true;
            }
            int order = low.get().compareTo(high.get());
            return order < 0 || order == 0 && !aboveLow && !belowHigh;
        }

        boolean isFree() {
            return low.isEmpty() && high.isEmpty() && step.isEmpty();
        }
    }

    private static final Dfa FREE = Dfa.of(NumberLanguage.FREE);
    private static final Dfa INTEGERS =
            Dfa.of(NumberLanguage.integers(Optional.empty(), Optional.empty()));

    private NumberReader() {}

    /// {@return the numbers of a schema; none if its bounds leave none}
    static List<Shape> shapes(Conjunction all, String path) {
        Bounds bounds = Bounds.of(all);
        Regex excluded = NumberExclusions.of(all);
        if (bounds.isFree() && excluded == Regex.ANYTHING) {
            return List.of(new Shape.Number(bounds.integer() ? INTEGERS : FREE));
        }
        Regex language;
        if (bounds.isFree() && !bounds.integer()) {
            language = NumberLanguage.FREE;
        } else if (bounds.integer() || bounds.step().map(WordReader::isInteger).orElse(false)) {
            requireReach(all, bounds, NumberLanguage.INTEGER_DIGITS_MAX);
            language = integers(all, bounds);
        } else {
            requireReach(all, bounds, NumberLanguage.DIGITS_MAX);
            language =
                    NumberLanguage.decimals(
                            bounds.low(),
                            bounds.aboveLow(),
                            bounds.high(),
                            bounds.belowHigh(),
                            bounds.step().map(step -> places(all, step)));
        }
        String place = path + (bounds.step().isPresent() ? "/multipleOf" : "");
        Dfa dfa = SchemaException.at(place, () -> Dfa.of(Regex.and(language, excluded)));
        if (dfa.distance(0) < Distance.NONE) {
            return List.of(new Shape.Number(dfa));
        }
        if (excluded == Regex.ANYTHING
                && !bounds.integer()
                && bounds.step().isEmpty()
                && bounds.leaveSome()) {
            throw tooLong(all, bounds.lowKeyword(), bounds.low(), NumberLanguage.DIGITS_MAX);
        }
        return List.of();
    }

    /// Refuses bounds after which all numbers have more digits than are written here.
    private static void requireReach(Conjunction all, Bounds bounds, int digits) {
        BigDecimal most = BigDecimal.TEN.pow(digits).subtract(BigDecimal.ONE);
        boolean aboveMost =
                bounds.low()
                        .map(low -> low.compareTo(most) >= (bounds.aboveLow() ? 0 : 1))
                        .orElse(false);
        if (aboveMost) {
            throw tooLong(all, bounds.lowKeyword(), bounds.low(), digits);
        }
        BigDecimal least = most.negate();
        boolean belowLeast =
                bounds.high()
                        .map(high -> high.compareTo(least) <= (bounds.belowHigh() ? 0 : -1))
                        .orElse(false);
        if (belowLeast) {
            throw tooLong(all, bounds.highKeyword(), bounds.high(), digits);
        }
    }

    private static SchemaException tooLong(
            Conjunction all, String keyword, Optional<BigDecimal> bound, int digits) {
        return all.each(keyword).stream()
                .filter(value -> value.node().decimalValue().compareTo(bound.orElseThrow()) == 0)
                .findFirst()
                .orElseThrow()
                .error(
                        "leaves only numbers of more than %d digits, which cannot be expressed"
                                .formatted(digits));
    }

    private static Regex integers(Conjunction all, Bounds bounds) {
        Optional<BigInteger> low =
                bounds.low()
                        .map(number ->
                                bounds.aboveLow()
                                        ? floor(number).add(BigInteger.ONE)
                                        : floor(number.negate()).negate());
        Optional<BigInteger> high =
                bounds.high()
                        .map(number ->
                                bounds.belowHigh()
                                        ? floor(number.negate()).negate().subtract(BigInteger.ONE)
                                        : floor(number));
        Regex regex = NumberLanguage.integers(low, high);
        if (bounds.step().isEmpty()) {
            return regex;
        }
        BigDecimal step = bounds.step().get();
        Located place = all.each("multipleOf").getFirst();
        if (!WordReader.isInteger(step)) {
            if (BigDecimal.ONE.remainder(step).signum() == 0) {
                return regex;
            }
            throw place.error("must be an integer, or a power of ten below 1, to be expressed");
        }
        if (step.compareTo(BigDecimal.valueOf(NumberLanguage.MULTIPLE_MAX)) > 0) {
            throw place.error(
                    "may be %d at most to be expressed".formatted(NumberLanguage.MULTIPLE_MAX));
        }
        return Regex.and(regex, new Regex.Multiple(step.intValueExact(), 0));
    }

    private static BigInteger floor(BigDecimal number) {
        return number.setScale(0, java.math.RoundingMode.FLOOR).toBigInteger();
    }

    /// {@return k for a step of 10^-k}
    private static int places(Conjunction all, BigDecimal step) {
        BigDecimal plain = step.stripTrailingZeros();
        if (!plain.unscaledValue().equals(BigInteger.ONE)
                || plain.scale() > NumberLanguage.DIGITS_MAX) {
            throw all.each("multipleOf")
                    .getFirst()
                    .error("must be an integer, or a power of ten below 1, to be expressed");
        }
        return plain.scale();
    }
}
