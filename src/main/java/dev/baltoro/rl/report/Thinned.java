package dev.baltoro.rl.report;

import java.util.List;
import java.util.stream.IntStream;

/// Some of many, evenly chosen.
final class Thinned {
    private Thinned() {}

    /// {@return at most `most` of a list, in order; the first and the last are always among them}
    static <T> List<T> to(int most, List<T> all) {
        if (all.size() <= most) {
            return List.copyOf(all);
        }
        if (most == 1) {
            return List.of(all.getLast());
        }
        return IntStream.range(0, most)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
                .toList();
    }
}
