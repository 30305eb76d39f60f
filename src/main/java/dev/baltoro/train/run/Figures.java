package dev.baltoro.train.run;

import java.util.Locale;

/// Numbers as a report writes them.
public final class Figures {
    private Figures() {}

    /// {@return a number by a format, or a word where it is not a number}
    public static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "not finite";
    }

    /// {@return a count in at most four characters and a unit}
    public static String compact(double count) {
        String[] units = {"", "K", "M", "B", "T"};
        int unit = 0;
        while (count >= 999.5 && unit < units.length - 1) {
            count /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT,
                count < 10 && unit > 0 ? "%.2f%s" : count < 100 && unit > 0 ? "%.1f%s" : "%.0f%s",
                count,
                units[unit]);
    }

    /// {@return minutes and seconds, or hours and minutes}
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }
}
