package dev.baltoro.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.agent.embedding.Vectors;
import dev.baltoro.stats.ClusterAgreement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KMeansTest {
    private static final int SIZE = 12;

    /// Rows around `k` directions that lie apart.
    private static List<float[]> groups(int k, int each, double noise, long seed) {
        Random random = new Random(seed);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < k * each; i++) {
            float[] row = new float[SIZE];
            for (int d = 0; d < SIZE; d++) {
                row[d] = (float) (random.nextGaussian() * noise) + (d == i % k ? 1 : 0);
            }
            rows.add(Vectors.unit(row));
        }
        return rows;
    }

    private static int[] classes(int k, int each) {
        return IntStream.range(0, k * each).map(i -> i % k).toArray();
    }

    @Test
    void groupsThatLieApartAreFoundWithAnySeed() {
        DensePoints points = new DensePoints(groups(7, 30, 0.08, 1));
        for (long seed = 0; seed < 20; seed++) {
            int[] found = KMeans.clusters(points, 7, seed);
            assertThat(ClusterAgreement.of(classes(7, 30), found).ari())
                    .as("seed %d", seed)
                    .isGreaterThan(0.999);
            assertThat(found).isEqualTo(KMeans.clusters(points, 7, seed));
        }
    }

    @Test
    void sparseRowsAreDividedLikeTheSameDenseOnes() {
        List<float[]> rows = groups(4, 20, 0.3, 5);
        List<SparsePoints.Row> sparse =
                rows.stream()
                        .map(row -> new SparsePoints.Row(IntStream.range(0, SIZE).toArray(), row))
                        .toList();
        assertThat(KMeans.clusters(new SparsePoints(sparse, SIZE), 4, 9))
                .isEqualTo(KMeans.clusters(new DensePoints(rows), 4, 9));
    }

    @Test
    void equalRowsAndRowsOfZerosDoNotBreakIt() {
        List<float[]> equal = Collections.nCopies(9, groups(1, 1, 0, 1).getFirst());
        assertThat(KMeans.clusters(new DensePoints(equal), 5, 1)).hasSize(9);
        List<float[]> zeros = Collections.nCopies(6, new float[SIZE]);
        assertThat(KMeans.clusters(new DensePoints(zeros), 6, 1)).hasSize(6);
        List<float[]> few = groups(3, 1, 0, 1);
        assertThat(KMeans.clusters(new DensePoints(few), 3, 1)).doesNotHaveDuplicates();
    }

    /// Doubles through a few hundred rotations lose some digits: 1e-9 is far above that.
    @Test
    void axesRebuildTheirMatrix() {
        Random random = new Random(8);
        int n = 25;
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        double[][] given =
                IntStream.range(0, n).mapToObj(i -> matrix[i].clone()).toArray(double[][]::new);
        SymmetricAxes axes = SymmetricAxes.of(matrix);
        assertThat(axes.values()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double rebuilt = 0;
                for (int a = 0; a < n; a++) {
                    rebuilt += axes.values()[a] * axes.vectors()[a][i] * axes.vectors()[a][j];
                }
                assertThat(rebuilt).isCloseTo(given[i][j], within(1e-9));
            }
        }
    }

    @Test
    void groupsLieApartOnTheMap() {
        List<float[]> rows = new ArrayList<>(groups(4, 25, 0.15, 2));
        rows.add(rows.getFirst()); // an equal row
        double[][] at = TsneMap.of(rows, _ -> {});
        int right = 0;
        for (int i = 0; i < 100; i++) {
            int nearest = -1;
            for (int j = 0; j < 100; j++) {
                if (j != i && (nearest < 0 || square(at, i, j) < square(at, i, nearest))) {
                    nearest = j;
                }
            }
            right += nearest % 4 == i % 4 ? 1 : 0;
        }
        assertThat(right).as("dots whose nearest other is of their group").isGreaterThan(95);
        assertThat(List.of(at)).allSatisfy(dot -> assertThat(dot).doesNotContain(Double.NaN));
        assertThat(TsneMap.drawn(10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(TsneMap.drawn(9_000)).hasSize(TsneMap.ROWS_MAX).startsWith(0, 3, 6);
    }

    private static double square(double[][] at, int i, int j) {
        return Math.pow(at[i][0] - at[j][0], 2) + Math.pow(at[i][1] - at[j][1], 2);
    }

    @Test
    void aRowsNeighboursAreThoseThatAreMostLikeIt() {
        List<float[]> rows = groups(3, 10, 0.05, 4);
        assertThat(MeaningSpace.neighbours(rows, 4, 9))
                .containsExactly(1, 7, 10, 13, 16, 19, 22, 25, 28);
        assertThat(MeaningSpace.of(rows)).hasSize(30);
        DensePoints space = new DensePoints(MeaningSpace.of(rows.subList(0, 9))); // fewer than axes
        assertThat(ClusterAgreement.of(classes(3, 3), KMeans.clusters(space, 3, 1)).ari())
                .isEqualTo(1);
        assertThat(MeaningSpace.of(rows.subList(0, 1))).hasSize(1);
    }
}
