package dev.baltoro.agent.domain;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Places in the plane whose neighbours are those of the rows: t-SNE (van der Maaten and Hinton
/// 2008) with exact sums, from the rows' first two axes, so that no draw has a part in it.
final class TsneMap {
    /// Rows that are drawn; each round compares each with each.
    static final int ROWS_MAX = 3_000;

    static final int ROUNDS = 600;

    /// Rounds in which likeness counts for more, so that groups find each other first.
    private static final int EARLY = 200;

    private static final double EARLY_FACTOR = 12;
    private static final double PERPLEXITY = 30;
    private static final int SEARCH = 40;
    private static final double GAIN_MIN = 0.01;

    private final int n;
    private final double[][] likeness;
    private final double[][] at;
    private final double[][] speed;
    private final double[][] gain;

    private TsneMap(List<float[]> rows) {
        this.n = rows.size();
        this.likeness = likeness(rows);
        this.at = new double[n][2];
        this.speed = new double[n][2];
        this.gain = new double[n][2];
        for (int i = 0; i < n; i++) {
            Arrays.fill(gain[i], 1);
            for (int d = 0; d < 2; d++) { // equal rows part by their numbers
                float[] row = rows.get(i);
                at[i][d] = 1e-2 * (d < row.length ? row[d] : 0) + 1e-7 * (d == 0 ? i : -i);
            }
        }
    }

    /// {@return the subjects that are drawn: all, or evenly spread ones}
    static int[] drawn(int subjects) {
        int count = Math.min(ROWS_MAX, subjects);
        return IntStream.range(0, count).map(i -> (int) ((long) i * subjects / count)).toArray();
    }

    /// {@return N places}
    static double[][] of(List<float[]> rows, IntConsumer progress) {
        TsneMap map = new TsneMap(rows);
        for (int round = 0; round < ROUNDS; round++) {
            map.move(round);
            progress.accept(round + 1);
        }
        return map.at;
    }

    /// {@return how likely each row is another's neighbour, both ways, 1 in all}
    private static double[][] likeness(List<float[]> rows) {
        int n = rows.size();
        double perplexity = Math.min(PERPLEXITY, Math.max(1.5, (n - 1) / 3.0));
        double[][] one =
                IntStream.range(0, n)
                        .parallel()
                        .mapToObj(i -> neighbours(rows, i, perplexity))
                        .toArray(double[][]::new);
        double[][] both = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                both[i][j] = Math.max(1e-12, (one[i][j] + one[j][i]) / (2.0 * n));
            }
        }
        return both;
    }

    /// {@return the chances of row `i`'s neighbours, whose entropy is that of `perplexity` equal
    /// ones}
    private static double[] neighbours(List<float[]> rows, int i, double perplexity) {
        double[] squares = new double[rows.size()];
        for (int j = 0; j < squares.length; j++) {
            float[] a = rows.get(i);
            float[] b = rows.get(j);
            for (int d = 0; d < a.length; d++) {
                squares[j] += (double) (a[d] - b[d]) * (a[d] - b[d]);
            }
        }
        double aim = StrictMath.log(perplexity);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double narrow = 1;
        double[] chances = new double[squares.length];
        for (int step = 0; step < SEARCH; step++) {
            double entropy = chances(squares, i, narrow, chances);
            if (entropy > aim) {
                low = narrow;
                narrow = high == Double.POSITIVE_INFINITY ? narrow * 2 : (narrow + high) / 2;
            } else {
                high = narrow;
                narrow = (low + narrow) / 2;
            }
        }
        return chances;
    }

    private static double chances(double[] squares, int i, double narrow, double[] chances) {
        double sum = 0;
        for (int j = 0; j < squares.length; j++) {
            chances[j] = j == i ? 0 : StrictMath.exp(-squares[j] * narrow);
            sum += chances[j];
        }
        sum = Math.max(sum, 1e-300);
        double mean = 0;
        for (int j = 0; j < squares.length; j++) {
            chances[j] /= sum;
            mean += chances[j] * squares[j];
        }
        return StrictMath.log(sum) + narrow * mean;
    }

    private void move(int round) {
        double factor = round < EARLY ? EARLY_FACTOR : 1;
        double momentum = round < EARLY ? 0.5 : 0.8;
        double rate = Math.max(50, n / EARLY_FACTOR / 4);
        double[] near = new double[n]; // sums of a row, added up in their order
        IntStream.range(0, n).parallel().forEach(i -> near[i] = nearness(i));
        double all = Math.max(1e-300, Arrays.stream(near).sum());
        double[][] slopes =
                IntStream.range(0, n)
                        .parallel()
                        .mapToObj(i -> slope(i, factor, all))
                        .toArray(double[][]::new);
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < 2; d++) {
                boolean turned = slopes[i][d] > 0 != speed[i][d] > 0;
                gain[i][d] = Math.max(GAIN_MIN, turned ? gain[i][d] + 0.2 : gain[i][d] * 0.8);
                speed[i][d] = momentum * speed[i][d] - rate * gain[i][d] * slopes[i][d];
                at[i][d] += speed[i][d];
            }
        }
    }

    private double closeness(int i, int j) {
        double x = at[i][0] - at[j][0];
        double y = at[i][1] - at[j][1];
        return 1 / (1 + x * x + y * y);
    }

    private double nearness(int i) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += j == i ? 0 : closeness(i, j);
        }
        return sum;
    }

    private double[] slope(int i, double factor, double all) {
        double x = 0;
        double y = 0;
        for (int j = 0; j < n; j++) {
            double close = closeness(i, j);
            double pull = (factor * likeness[i][j] - close / all) * close;
            x += pull * (at[i][0] - at[j][0]);
            y += pull * (at[i][1] - at[j][1]);
        }
        return new double[] {4 * x, 4 * y};
    }
}
