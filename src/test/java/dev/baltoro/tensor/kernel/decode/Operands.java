package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;

/// Random operands of the decode kernels' tests.
final class Operands {
    static final long SEED = 17;

    private Operands() {}

    static float[] normal(String name, int count) {
        try (Scope scope = Scope.open()) {
            return Tensor.randn(new Seed(SEED).derive(name), DType.F32, Device.CPU, count)
                    .toFloats();
        }
    }

    static Matrix matrix(Format format, int rows, int columns) {
        try (Scope scope = Scope.open()) {
            Tensor weight =
                    Tensor.randn(
                            new Seed(SEED).derive("weight"), DType.F32, Device.CPU, rows, columns);
            return Matrix.of(weight, format);
        }
    }

    /// What fp32 sums of `terms` products may be off by: each addition rounds by 2^-24 of what is
    /// there, and errors of random sign add up like a square root; a factor of 8 over that is left.
    static double tolerance(int terms, double magnitude) {
        return 8 * Math.sqrt(terms) * Math.ulp(1f) / 2 * magnitude;
    }
}
