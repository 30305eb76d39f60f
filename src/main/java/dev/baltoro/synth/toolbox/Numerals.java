package dev.baltoro.synth.toolbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// Numbers in digits as people type them.
final class Numerals {
    private Numerals() {}

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
