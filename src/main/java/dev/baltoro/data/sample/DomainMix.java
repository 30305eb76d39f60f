package dev.baltoro.data.sample;

import dev.baltoro.data.DataException;
import dev.baltoro.stats.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which domain each row comes from, and its number among that domain's rows. Both depend on the
/// row's number alone.
///
/// Rows come in blocks of 1,024. In each block a domain has a fixed number of rows, its weight
/// rounded by largest remainders, and they are shuffled anew; so proportions are exact at each
/// block's end, and nothing has to be counted to continue at any row.
final class DomainMix {
    /// Rows of a block; weights are rounded to its reciprocal, but never to zero.
    static final int BLOCK = 1024;

    private final List<String> names;
    private final long seed;
    private final int[] firstSlot; // of each domain in a block, and BLOCK at the end

    DomainMix(Map<String, Double> weights, long seed) {
        SortedMap<String, Double> sorted = new TreeMap<>(weights);
        if (sorted.isEmpty() || sorted.size() > BLOCK) {
            throw new DataException(
                    "a mix needs 1 to %d domains, not %d".formatted(BLOCK, sorted.size()));
        }
        sorted.forEach((name, weight) -> {
            if (!(weight > 0) || weight.isInfinite()) {
                throw new DataException(
                        "the weight of domain \"%s\" must be positive, not %s"
                                .formatted(name, weight));
            }
        });
        this.names = List.copyOf(sorted.keySet());
        this.seed = seed;
        int[] quotas = quotas(sorted.values().stream().mapToDouble(w -> w).toArray());
        this.firstSlot = new int[quotas.length + 1];
        for (int i = 0; i < quotas.length; i++) {
            firstSlot[i + 1] = firstSlot[i] + quotas[i];
        }
    }

    /// A row's place: which domain, and its number within the domain.
    record Place(int domain, long row) {}

    Place place(long row) {
        long block = row / BLOCK;
        var shuffle = new IndexPermutation(BLOCK, SplitMix64.mix(seed, block));
        int slot = (int) shuffle.apply(row % BLOCK);
        int found = Arrays.binarySearch(firstSlot, slot);
        int domain = found >= 0 ? found : -found - 2;
        int quota = firstSlot[domain + 1] - firstSlot[domain];
        return new Place(domain, block * quota + slot - firstSlot[domain]);
    }

    List<String> names() {
        return names;
    }

    /// How many of the rows before `row` are from each domain.
    long[] rowsBefore(long row) {
        long block = row / BLOCK;
        long[] counts = new long[names.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = block * (firstSlot[i + 1] - firstSlot[i]);
        }
        for (long r = block * BLOCK; r < row; r++) {
            counts[place(r).domain()]++;
        }
        return counts;
    }

    /// Shares of a block: at least one row each, the rest by weight.
    private static int[] quotas(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        int[] quotas = new int[weights.length];
        double[] wanted = new double[weights.length];
        int given = 0;
        for (int i = 0; i < weights.length; i++) {
            wanted[i] = weights[i] / sum * BLOCK;
            quotas[i] = Math.max(1, (int) wanted[i]);
            given += quotas[i];
        }
        for (; given != BLOCK; given += given < BLOCK ? 1 : -1) {
            int step = given < BLOCK ? 1 : -1;
            int best = -1;
            for (int i = 0; i < quotas.length; i++) {
                boolean allowed = step > 0 || quotas[i] > 1;
                if (allowed
                        && (best < 0
                                || step * (wanted[i] - quotas[i])
                                        > step * (wanted[best] - quotas[best]))) {
                    best = i;
                }
            }
            quotas[best] += step;
        }
        return quotas;
    }
}
