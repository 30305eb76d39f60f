package dev.baltoro.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPermutationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 31, 64, 65, 1000, 1024, 100_003})
    void hitsEachIndexOnce(long size) {
        for (long key = 0; key < 3; key++) {
            var permutation = new IndexPermutation(size, key);
            var seen = new BitSet();
            for (long i = 0; i < size; i++) {
                long to = permutation.apply(i);
                assertThat(to).isBetween(0L, size - 1);
                seen.set((int) to);
            }
            assertThat(seen.cardinality()).isEqualTo((int) size);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 100_003})
    void neighboursLandFarApartAndKeysDiffer(long size) {
        var permutation = new IndexPermutation(size, 5);
        var other = new IndexPermutation(size, 6);
        double distance = 0;
        int same = 0;
        for (long i = 0; i + 1 < size; i++) {
            distance += Math.abs(permutation.apply(i) - permutation.apply(i + 1));
            same += permutation.apply(i) == other.apply(i) ? 1 : 0;
        }
        // two independent places are a third of the size apart; 10 % is far beyond chance here
        assertThat(distance / size).isBetween(size * 0.30, size * 0.367);
        assertThat(same).isLessThan(10); // one fixed point is expected between two permutations
    }
}
