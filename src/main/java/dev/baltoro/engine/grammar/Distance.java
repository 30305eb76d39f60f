package dev.baltoro.engine.grammar;

/// Numbers of symbols (bytes and markers) from a place in a grammar to its end.
final class Distance {
    /// There is no way to the end.
    static final int NONE = 1 << 28;

    private Distance() {}

    static int sum(int first, int second) {
        return Math.min(NONE, first + second);
    }
}
