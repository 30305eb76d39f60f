package dev.baltoro.train.recipe;

/// The range checks of a recipe's records; each message begins with the key.
public final class Require {
    private Require() {}

    /// Refuses a value with a message.
    public static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// Checks for `value > 0`.
    public static void positive(String key, double value) {
        that(Double.isFinite(value) && value > 0, key + " must be above 0, but is " + plain(value));
    }

    /// Checks for `value > 0`.
    public static void positive(String key, long value) {
        that(value > 0, key + " must be above 0, but is " + value);
    }

    /// Checks for `value >= 0`.
    public static void notNegative(String key, long value) {
        that(value >= 0, key + " must be 0 or more, but is " + value);
    }

    /// Checks for `value >= 0`.
    public static void notNegative(String key, double value) {
        that(
                Double.isFinite(value) && value >= 0,
                key + " must be 0 or more, but is " + plain(value));
    }

    /// Checks for `0 <= value <= 1`.
    public static void share(String key, double value) {
        that(value >= 0 && value <= 1, key + " must be from 0 to 1, but is " + plain(value));
    }

    /// Checks for `0 <= value < 1`.
    public static void decay(String key, double value) {
        that(value >= 0 && value < 1, key + " must be from 0 to below 1, but is " + plain(value));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
