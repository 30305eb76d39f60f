package dev.baltoro.synth.toolbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// Numbers in English words and in digits as people type them.
final class Numerals {
    private static final List<String> SMALL =
            List.of(
                    "zero",
                    "one",
                    "two",
                    "three",
                    "four",
                    "five",
                    "six",
                    "seven",
                    "eight",
                    "nine",
                    "ten",
                    "eleven",
                    "twelve",
                    "thirteen",
                    "fourteen",
                    "fifteen",
                    "sixteen",
                    "seventeen",
                    "eighteen",
                    "nineteen");
    private static final List<String> TENS =
            List.of(
                    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
                    "ninety");
    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    private static final long BILLION = 1_000_000_000;

    private Numerals() {}

    /// {@return a whole number from 0 in words, `and` before what is below a hundred}
    static String words(long n) {
        if (n < SMALL.size()) {
            return SMALL.get((int) n);
        }
        if (n < 100) {
            return TENS.get((int) n / 10) + (n % 10 == 0 ? "" : "-" + words(n % 10));
        }
        if (n < THOUSAND) {
            return words(n / 100) + " hundred" + (n % 100 == 0 ? "" : " and " + words(n % 100));
        }
        if (n < MILLION) {
            return large(n, THOUSAND, " thousand");
        }
        return n < BILLION ? large(n, MILLION, " million") : large(n, BILLION, " billion");
    }

    private static String large(long n, long unit, String name) {
        long rest = n % unit;
        return words(n / unit)
                + name
                + (rest == 0 ? "" : (rest < 100 ? " and " : " ") + words(rest));
    }

    /// {@return a number without an exponent and without zeros behind}
    static String digits(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /// {@return a whole number with commas between thousands}
    static String commas(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /// {@return 1st, 2nd, 3rd, 4th}
    static String ordinal(int n) {
        int last = n % 10;
        if (n % 100 / 10 == 1 || last == 0 || last > 3) {
            return n + "th";
        }
        return n + List.of("st", "nd", "rd").get(last - 1);
    }
}
