package dev.baltoro.model.plan;

import java.util.List;
import java.util.Locale;

/// Sizes in the decimal units that GPUs are sold by.
final class Bytes {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

    private Bytes() {}

    /// {@return `bytes` with about three digits in the largest unit that leaves 1 or more}
    static String decimal(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT, value < 10 ? "%.2f %s" : "%.1f %s", value, UNITS.get(unit));
    }
}
