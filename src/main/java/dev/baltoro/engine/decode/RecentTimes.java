package dev.baltoro.engine.decode;

import java.util.Arrays;

/// The last few of some measured times.
final class RecentTimes {
    private final double[] values;
    private int added;

    RecentTimes(int length) {
        this.values = new double[length];
    }

    void add(double value) {
        values[added % values.length] = value;
        added++;
        if (added == 2 * values.length) {
            added = values.length; // full, and the same place comes next
        }
    }

    boolean isFull() {
        return added >= values.length;
    }

    /// {@return the value in the middle, of at least one}
    double median() {
        double[] sorted = Arrays.copyOf(values, Math.min(added, values.length));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    void clear() {
        added = 0;
    }

    void take(RecentTimes other) {
        System.arraycopy(other.values, 0, values, 0, values.length);
        added = other.added;
    }
}
