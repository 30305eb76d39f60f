package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.CodePoints;
import dev.baltoro.engine.grammar.regex.NumberLanguage;
import dev.baltoro.engine.grammar.regex.Regex;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// Numbers that a schema turned round leaves out: single ones, multiples, integers.
final class NumberExclusions {
    private static final Regex DIGIT = Regex.chars(CodePoints.range('0', '9'));
    private static final Regex DIGITS = Regex.loop(DIGIT, 0, Regex.UNBOUNDED);
    private static final Regex DOT = Regex.chars(CodePoints.of('.'));
    private static final Regex ZEROS =
            Regex.loop(Regex.chars(CodePoints.of('0')), 0, Regex.UNBOUNDED);

    /// Numbers without an exponent, which says the same in too many ways.
    private static final Regex PLAIN =
            Regex.loop(
                    Regex.chars(CodePoints.range('0', '9').or(CodePoints.of('-', '.'))),
                    1,
                    Regex.UNBOUNDED);

    private static final Regex WHOLE =
            Regex.loop(
                    Regex.chars(CodePoints.range('0', '9').or(CodePoints.of('-'))),
                    1,
                    Regex.UNBOUNDED);

    /// Numbers with a digit after the point that is not 0.
    private static final Regex FRACTIONS =
            Regex.then(
                    WHOLE,
                    Regex.then(
                            DOT,
                            Regex.then(
                                    DIGITS,
                                    Regex.then(Regex.chars(CodePoints.range('1', '9')), DIGITS))));

    /// The one spelling of each number that has no exponent and no digit too many.
    private static final Regex SHORTEST =
            Regex.and(
                    Regex.not(Regex.word("-0")),
                    Regex.then(
                            WHOLE,
                            Regex.optional(
                                    Regex.then(
                                            DOT,
                                            Regex.then(
                                                    DIGITS,
                                                    Regex.chars(CodePoints.range('1', '9')))))));

    private NumberExclusions() {}

    /// {@return what spellings are left, [Regex#ANYTHING] if nothing is excluded}
    static Regex of(Conjunction all) {
        Regex left = Regex.ANYTHING;
        if (all.has(Keywords.FRACTION)) {
            left = Regex.and(left, FRACTIONS);
        }
        if (all.has(Keywords.PLAIN)) {
            left = Regex.and(left, SHORTEST);
        }
        for (Located values : all.each(Keywords.EXCEPT)) {
            for (JsonNode value : values.node()) {
                if (value.isNumber()) {
                    Regex spellings = spellings(value.decimalValue());
                    left = Regex.and(left, Regex.and(PLAIN, Regex.not(spellings)));
                }
            }
        }
        for (Located step : all.each(Keywords.NOT_MULTIPLE)) {
            BigDecimal modulus = step.node().decimalValue();
            if (!WordReader.isInteger(modulus)
                    || modulus.compareTo(BigDecimal.valueOf(NumberLanguage.MULTIPLE_MAX)) > 0) {
                throw step.error(
                        "the opposite of multipleOf can be expressed for integers up to %d only"
                                .formatted(NumberLanguage.MULTIPLE_MAX));
            }
            Regex multiples = new Regex.Multiple(modulus.intValueExact(), 0);
            left = Regex.and(left, Regex.or(FRACTIONS, Regex.and(WHOLE, Regex.not(multiples))));
        }
        return left;
    }

    private static Regex spellings(BigDecimal number) {
        String plain = number.stripTrailingZeros().toPlainString();
        Regex word = Regex.word(plain);
        if (number.signum() == 0) {
            word = Regex.then(Regex.optional(Regex.word("-")), word);
        }
        return Regex.then(
                word,
                WordReader.isInteger(number) ? Regex.optional(Regex.then(DOT, ZEROS)) : ZEROS);
    }
}
