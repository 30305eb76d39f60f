package dev.baltoro.train.optim;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.SymmetricLoops;

/// Approximately orthogonalises matrices: all singular values end near 1 (Moonlight, eq. 2; Keller
/// Jordan's quintic).
///
/// X₀ = M / ‖M‖; X ← a·X + b·(X·Xᵀ)·X + c·(X·Xᵀ)²·X. The product on the shorter side is used, so a
/// step costs 4·m²·n + 2·m³ operations a matrix, m ≤ n; for tall matrices that is the same
/// polynomial with Xᵀ·X on the right.
public final class NewtonSchulz {
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;

    /// Keeps a zero matrix zero (Moonlight's reference).
    private static final double EPSILON = 1e-7;

    private NewtonSchulz() {}

    /// {@return operations for `matrices` matrices of this shape}
    public static double operations(long matrices, long rows, long columns, int steps) {
        double m = Math.min(rows, columns);
        double n = Math.max(rows, columns);
        return matrices * steps * (4 * m * m * n + 2 * m * m * m);
    }

    /// {@return the orthogonalised matrices [B, N, M], in the dtype that they were multiplied in}
    ///
    /// bfloat16 goes through all matrices at once, which oneDNN does in one call. fp32 takes one
    /// matrix through all steps before the next, so that it stays in the core's cache.
    public static Tensor orthogonalize(Tensor direction, int steps) {
        return Scope.tidy(() -> {
            Tensor norm = direction.to(DType.F32).matrixNorm().add_(EPSILON);
            if (direction.device() != Device.CPU || direction.dtype().productType() != DType.F32) {
                return together(direction.div(norm.to(direction.dtype())), steps);
            }
            Tensor x = direction.to(DType.F32).div(norm);
            oneByOne(x, steps);
            return x;
        });
    }

    private static Tensor together(Tensor start, int steps) {
        boolean wide = start.size(-2) <= start.size(-1);
        Tensor x = start;
        for (int step = 0; step < steps; step++) {
            Tensor before = x;
            x = Scope.tidy(() -> batchStep(before, wide));
            if (before != start) {
                before.close();
            }
        }
        return x;
    }

    /// Takes each matrix of `x_BNM` through all steps in place, in buffers that stay in the cache.
    ///
    /// X·Xᵀ = G and the polynomial P = a·I + b·G + c·G·Gᵀ are symmetric, so half of each is
    /// computed; only G, which is multiplied by itself, is completed.
    private static void oneByOne(Tensor x_BNM, int steps) {
        long rows = x_BNM.size(1);
        long columns = x_BNM.size(2);
        boolean wide = rows <= columns;
        long shorter = Math.min(rows, columns);
        Tensor gram = Tensor.empty(DType.F32, Device.CPU, shorter, shorter);
        Tensor polynomial = Tensor.empty(DType.F32, Device.CPU, shorter, shorter);
        Tensor next = Tensor.empty(DType.F32, Device.CPU, rows, columns);
        for (long i = 0; i < x_BNM.size(0); i++) {
            try (Scope scope = Scope.open()) {
                Tensor from = x_BNM.select(0, i);
                Tensor to = next;
                for (int step = 0; step < steps; step++) {
                    gram.upperGram_(wide ? from : from.t(), 1, 0);
                    SymmetricLoops.complete(gram, polynomial, B, A);
                    polynomial.upperGram_(gram, C, 1);
                    if (wide) {
                        to.symmetricMm_(polynomial, from);
                    } else {
                        to.mmSymmetric_(from, polynomial);
                    }
                    Tensor swap = from;
                    from = to;
                    to = swap;
                }
                x_BNM.select(0, i).copy_(from);
            }
        }
    }

    private static Tensor batchStep(Tensor x, boolean wide) {
        Tensor gram = wide ? x.bmm(x.t()) : x.t().bmm(x);
        Tensor polynomial = gram.baddbmm(gram, gram, B, C);
        return wide ? x.baddbmm(polynomial, x, A, 1) : x.baddbmm(x, polynomial, A, 1);
    }
}
