package dev.baltoro.agent.domain;

import dev.baltoro.stats.SplitMix64;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Lloyd's k-means from beginnings that lie apart (k-means++, Arthur and Vassilvitskii 2007), the
/// best of several. Rows are expected to have length 1, or 0 where nothing is known of them.
final class KMeans {
    /// Beginnings, of which the one that ends nearest to its centres counts.
    static final int RESTARTS = 10;

    /// Rounds from one beginning.
    static final int ROUNDS_MAX = 100;

    private final Points points;
    private final int k;
    private final SplittableRandom random;
    private final double[][] centres;
    private final double[] norms;
    private final int[] nearest;
    private final double[] distance;

    private KMeans(Points points, int k, long seed) {
        this.points = points;
        this.k = k;
        this.random = new SplittableRandom(seed);
        this.centres = new double[k][points.dimensions()];
        this.norms = new double[k];
        this.nearest = new int[points.size()];
        this.distance = new double[points.size()];
    }

    /// {@return each row's cluster, 0 to k - 1; a pure function of the arguments}
    ///
    /// @param k at most as many as there are rows
    static int[] clusters(Points points, int k, long seed) {
        return IntStream.range(0, RESTARTS)
                .parallel()
                .mapToObj(one -> new KMeans(points, k, SplitMix64.mix(seed, one)).run())
                .toList()
                .stream()
                .min(Comparator.comparingDouble(KMeans::spread)) // of equal ones the first
                .orElseThrow()
                .nearest;
    }

    private double spread() {
        return Arrays.stream(distance).sum();
    }

    private KMeans run() {
        begin();
        boolean moved = true;
        for (int round = 0; round < ROUNDS_MAX && moved; round++) {
            average();
            moved = assign();
        }
        return this;
    }

    /// Draws rows as first centres, each with a chance that grows with its distance to those drawn.
    private void begin() {
        int n = points.size();
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int drawn = random.nextInt(n);
        for (int c = 0; c < k; c++) {
            points.addTo(drawn, centres[c]);
            norms[c] = square(centres[c]);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double to = distance(i, c);
                if (to < distance[i]) {
                    distance[i] = to;
                    nearest[i] = c;
                }
                sum += distance[i];
            }
            double left = random.nextDouble() * sum;
            drawn = 0;
            while (drawn < n - 1 && (left -= distance[drawn]) > 0) {
                drawn++;
            }
        }
    }

    private void average() {
        int[] counts = new int[k];
        for (double[] centre : centres) {
            Arrays.fill(centre, 0);
        }
        for (int i = 0; i < nearest.length; i++) {
            counts[nearest[i]]++;
            points.addTo(i, centres[nearest[i]]);
        }
        for (int c = 0; c < k; c++) {
            if (counts[c] == 0) { // goes to the row that lies farthest from where it is
                int farthest = farthest();
                distance[farthest] = 0;
                points.addTo(farthest, centres[c]);
                counts[c] = 1;
            }
            for (int d = 0; d < centres[c].length; d++) {
                centres[c][d] /= counts[c];
            }
            norms[c] = square(centres[c]);
        }
    }

    private int farthest() {
        int farthest = 0;
        for (int i = 1; i < distance.length; i++) {
            farthest = distance[i] > distance[farthest] ? i : farthest;
        }
        return farthest;
    }

    private boolean assign() {
        boolean moved = false;
        for (int i = 0; i < nearest.length; i++) {
            int best = nearest[i];
            double least = distance(i, best);
            for (int c = 0; c < k; c++) {
                double to = distance(i, c);
                if (to < least) {
                    least = to;
                    best = c;
                }
            }
            moved |= best != nearest[i];
            nearest[i] = best;
            distance[i] = least;
        }
        return moved;
    }

    /// {@return the square of the distance of row `i` and centre `c`, for a row of length 1}
    private double distance(int i, int c) {
        return Math.max(0, 1 + norms[c] - 2 * points.dot(i, centres[c]));
    }

    private static double square(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }
}
