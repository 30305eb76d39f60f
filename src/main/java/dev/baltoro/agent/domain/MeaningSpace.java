package dev.baltoro.agent.domain;

import dev.baltoro.agent.embedding.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// The space in which likeness is measured. What embeddings of short texts share (that they are
/// about tools) fills their first axes, so the axes are made more equal, and the last ones, which
/// are noise, are left out. Then each row moves to its neighbours, as they do: ties of many rows
/// count for more than the distance of two. docs/lab-notes.md has what each step brings.
final class MeaningSpace {
    /// Axes that are kept.
    static final int AXES_MAX = 64;

    /// Rows that a row moves to.
    static final int NEIGHBOURS = 10;

    private static final int ROUNDS = 3;

    private MeaningSpace() {}

    /// {@return the rows in this space, each of length 1}
    ///
    /// @param vectors N rows of D numbers
    static List<float[]> of(List<float[]> vectors) {
        List<float[]> own = evened(vectors);
        List<float[]> rows = own;
        for (int round = 0; round < ROUNDS; round++) {
            List<float[]> now = rows;
            rows =
                    IntStream.range(0, own.size())
                            .parallel() // each row for itself, so the bits are the same
                            .mapToObj(i -> moved(own.get(i), i, now))
                            .toList();
        }
        return rows;
    }

    /// {@return the rows on their principal axes, each axis over the root of its deviation}
    private static List<float[]> evened(List<float[]> vectors) {
        int n = vectors.size();
        int size = vectors.getFirst().length;
        double[] mean = new double[size];
        for (float[] vector : vectors) {
            for (int d = 0; d < size; d++) {
                mean[d] += vector[d] / n;
            }
        }
        double[][] centred = new double[n][size];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < size; d++) {
                centred[i][d] = vectors.get(i)[d] - mean[d];
            }
        }
        return n < size ? ofFew(centred) : ofMany(centred, size);
    }

    private static List<float[]> ofMany(double[][] centred, int size) {
        SymmetricAxes axes = SymmetricAxes.of(products(transposed(centred, size)));
        int kept = kept(axes);
        List<float[]> rows = new ArrayList<>();
        for (double[] row : centred) {
            float[] out = new float[kept];
            for (int a = 0; a < kept; a++) {
                out[a] = (float) (dot(row, axes.vectors()[a]) / evening(axes.values()[a]));
            }
            rows.add(Vectors.unit(out));
        }
        return rows;
    }

    /// Fewer rows than dimensions: the same by the rows' own products, which are fewer.
    private static List<float[]> ofFew(double[][] centred) {
        SymmetricAxes axes = SymmetricAxes.of(products(centred));
        int kept = kept(axes);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < centred.length; i++) {
            float[] out = new float[kept];
            for (int a = 0; a < kept; a++) {
                double value = axes.values()[a];
                out[a] = (float) (Math.sqrt(value) * axes.vectors()[a][i] / evening(value));
            }
            rows.add(Vectors.unit(out));
        }
        return rows;
    }

    /// {@return the axes on which rows differ, up to the limit, one at least}
    private static int kept(SymmetricAxes axes) {
        int kept = 1;
        while (kept < Math.min(AXES_MAX, axes.values().length)
                && axes.values()[kept] > 1e-9 * axes.values()[0]) {
            kept++;
        }
        return kept;
    }

    /// {@return the root of an axis' deviation; what all rows share alone stays as it is}
    private static double evening(double variance) {
        return variance > 0 ? Math.sqrt(Math.sqrt(variance)) : 1;
    }

    private static double[][] transposed(double[][] rows, int size) {
        double[][] columns = new double[size][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < size; d++) {
                columns[d][i] = rows[i][d];
            }
        }
        return columns;
    }

    /// {@return the product of each row with each}
    private static double[][] products(double[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        IntStream.range(0, rows.length)
                .parallel() // each product for itself, so the bits are the same
                .forEach(a -> {
                    for (int b = 0; b < rows.length; b++) {
                        products[a][b] = dot(rows[a], rows[b]);
                    }
                });
        return products;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private record Near(int at, double likeness) {}

    /// {@return row `i` half-way to the mean of its neighbours}
    private static float[] moved(float[] own, int i, List<float[]> rows) {
        float[] to = new float[own.length];
        for (int at : neighbours(rows, i, Math.min(NEIGHBOURS, rows.size() - 1))) {
            Vectors.add(to, rows.get(at));
        }
        float[] out = Vectors.unit(to);
        Vectors.add(out, own);
        return Vectors.unit(out);
    }

    /// {@return the rows that are most like row `i`, in their order}
    static int[] neighbours(List<float[]> rows, int i, int count) {
        Comparator<Near> weakest =
                Comparator.comparingDouble(Near::likeness)
                        .thenComparing(Comparator.comparingInt(Near::at).reversed());
        PriorityQueue<Near> best = new PriorityQueue<>(weakest);
        for (int j = 0; j < rows.size(); j++) {
            if (j != i && count > 0) {
                Near near = new Near(j, Vectors.dot(rows.get(i), rows.get(j)));
                if (best.size() < count) {
                    best.add(near);
                } else if (weakest.compare(near, best.peek()) > 0) {
                    best.poll();
                    best.add(near);
                }
            }
        }
        return best.stream().mapToInt(Near::at).sorted().toArray();
    }
}
