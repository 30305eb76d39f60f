package dev.baltoro.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewtonSchulzTest {
    private static final Seed SEED = new Seed(41);
    private static final int STEPS = 5;

    /// 2e-5: elements are below 1, and five steps of fp32 sums of up to 130 terms, each polynomial
    /// growing an error by at most its slope 3.4445, were seen to differ by 1e-6.
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "9, 1", "16, 16", "30, 70", "70, 30", "64, 130", "130, 64"})
    void everyMatrixIsThePolynomialOfTheReportInDoubles(int rows, int columns) {
        try (Scope scope = Scope.open()) {
            Tensor stack = Tensor.randn(SEED.derive("m"), DType.F32, Device.CPU, 3, rows, columns);
            float[] start = stack.toFloats();
            float[] result = NewtonSchulz.orthogonalize(stack, STEPS).toFloats();
            assertThat(stack.toFloats()).as("what was given stays").isEqualTo(start);
            for (int matrix = 0; matrix < 3; matrix++) {
                double[][] expected = reference(start, matrix * rows * columns, rows, columns);
                for (int i = 0; i < rows * columns; i++) {
                    assertThat((double) result[matrix * rows * columns + i])
                            .isCloseTo(expected[i / columns][i % columns], within(2e-5));
                }
            }
        }
    }

    /// X ← a·X + b·(X·Xᵀ)·X + c·(X·Xᵀ)²·X, product by product as it is written.
    private static double[][] reference(float[] elements, int offset, int rows, int columns) {
        double[][] x = new double[rows][columns];
        double squares = 0;
        for (int i = 0; i < rows * columns; i++) {
            x[i / columns][i % columns] = elements[offset + i];
            squares += (double) elements[offset + i] * elements[offset + i];
        }
        x = sum(1 / Math.sqrt(squares), x, 0, x, 0, x);
        for (int step = 0; step < STEPS; step++) {
            double[][] once = product(product(x, transposed(x)), x);
            double[][] twice = product(product(x, transposed(x)), once);
            x = sum(3.4445, x, -4.7750, once, 2.0315, twice);
        }
        return x;
    }

    private static double[][] sum(
            double a, double[][] x, double b, double[][] y, double c, double[][] z) {
        double[][] sum = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                sum[i][j] = a * x[i][j] + b * y[i][j] + c * z[i][j];
            }
        }
        return sum;
    }

    private static double[][] transposed(double[][] x) {
        double[][] t = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                t[j][i] = x[i][j];
            }
        }
        return t;
    }

    private static double[][] product(double[][] left, double[][] right) {
        double[][] product = new double[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                for (int j = 0; j < right[0].length; j++) {
                    product[i][j] += left[i][k] * right[k][j];
                }
            }
        }
        return product;
    }
}
