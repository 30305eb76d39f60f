package dev.baltoro.engine.grammar.regex;

/// Numbers of symbols (bytes and markers) from a place in a grammar to its end.
public final class Distance {
    /// There is no way to the end.
    public static final int NONE = 1 << 28;

    private Distance() {}

    public static int sum(int first, int second) {
        return Math.min(NONE, first + second);
    }
}
