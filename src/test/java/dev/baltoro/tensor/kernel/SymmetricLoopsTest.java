package dev.baltoro.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes that the blocks and vectors divide, and others.
class SymmetricLoopsTest {
    private static final long SEED = 23;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 30, 64, 97})
    void theUpperHalfIsMirroredAndThePolynomialBegun(int n) {
        try (Scope scope = Scope.open()) {
            Tensor upper = Twins.normal(SEED, "upper", DType.F32, n, n);
            Tensor full = upper.copy();
            Tensor polynomial = Twins.normal(SEED, "anything", DType.F32, n, n);
            SymmetricLoops.complete(full, polynomial, -4.5, 3);

            float[] given = upper.toFloats();
            float[] mirrored = full.toFloats();
            float[] begun = polynomial.toFloats();
            for (int row = 0; row < n; row++) {
                for (int column = row; column < n; column++) {
                    float value = given[row * n + column];
                    assertThat(mirrored[row * n + column]).isEqualTo(value);
                    assertThat(mirrored[column * n + row]).isEqualTo(value);
                    assertThat(begun[row * n + column])
                            .isEqualTo(-4.5f * value + (row == column ? 3 : 0));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 97})
    void plainLoopsGiveTheSameBits(int n) {
        try (Scope scope = Scope.open()) {
            Tensor fused = Twins.normal(SEED, "upper", DType.F32, n, n);
            Tensor plain = fused.copy();
            Tensor fusedPolynomial = Tensor.empty(DType.F32, fused.device(), n, n);
            Tensor plainPolynomial = Tensor.empty(DType.F32, fused.device(), n, n);
            SymmetricLoops.complete(fused, fusedPolynomial, -4.5, 3);
            SymmetricLoops.plain(plain.memory(), plainPolynomial.memory(), n, -4.5f, 3);

            assertThat(fused.equalTo(plain)).isTrue();
            float[] expected = plainPolynomial.toFloats();
            float[] actual = fusedPolynomial.toFloats();
            for (int row = 0; row < n; row++) {
                for (int column = row; column < n; column++) {
                    assertThat(actual[row * n + column]).isEqualTo(expected[row * n + column]);
                }
            }
        }
    }
}
