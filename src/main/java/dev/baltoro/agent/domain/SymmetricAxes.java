package dev.baltoro.agent.domain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, largest first.
///
/// @param values D eigenvalues
/// @param vectors an eigenvector a row
@SuppressWarnings("ArrayRecordComponent") // never compared
record SymmetricAxes(double[] values, double[][] vectors) {
    /// Sweeps over all pairs; a dozen is enough for any matrix of this size.
    private static final int SWEEPS_MAX = 30;

    /// {@return the axes of `matrix`, which is overwritten}
    static SymmetricAxes of(double[][] matrix) {
        int n = matrix.length;
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        double small = 1e-18 * squares(matrix, false);
        for (int sweep = 0; sweep < SWEEPS_MAX && squares(matrix, true) > small; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        List<Integer> order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -matrix[i][i]))
                        .toList();
        double[] values = new double[n];
        double[][] sorted = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = matrix[order.get(i)][order.get(i)];
            sorted[i] = vectors[order.get(i)];
        }
        return new SymmetricAxes(values, sorted);
    }

    private static double squares(double[][] matrix, boolean offDiagonalOnly) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += 2 * matrix[i][j] * matrix[i][j];
            }
            sum += offDiagonalOnly ? 0 : matrix[i][i] * matrix[i][i];
        }
        return sum;
    }

    /// Makes the entry at (p, q) zero.
    private static void rotate(double[][] m, double[][] vectors, int p, int q) {
        double off = m[p][q];
        if (off == 0) {
            return;
        }
        double theta = (m[q][q] - m[p][p]) / (2 * off);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double a = m[p][p];
        double b = m[q][q];
        turn(m[p], m[q], c, s); // rows; then the columns are copied from them
        for (int i = 0; i < m.length; i++) {
            m[i][p] = m[p][i];
            m[i][q] = m[q][i];
        }
        m[p][p] = a - t * off;
        m[q][q] = b + t * off;
        m[p][q] = 0;
        m[q][p] = 0;
        turn(vectors[p], vectors[q], c, s);
    }

    private static void turn(double[] one, double[] other, double c, double s) {
        for (int i = 0; i < one.length; i++) {
            double x = one[i];
            double y = other[i];
            one[i] = c * x - s * y;
            other[i] = s * x + c * y;
        }
    }
}
