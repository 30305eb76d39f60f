package dev.baltoro.train.optim;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;

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

    /// {@return the orthogonalised matrices [B, N, M], in the dtype of `direction`}
    ///
    /// @param direction matrices; bfloat16 halves the time where the processor has it
    public static Tensor orthogonalize(Tensor direction, int steps) {
        return Scope.tidy(() -> {
            Tensor norm = direction.to(DType.F32).matrixNorm().add_(EPSILON);
            Tensor x = direction.div(norm.to(direction.dtype()));
            boolean wide = direction.size(-2) <= direction.size(-1);
            for (int step = 0; step < steps; step++) {
                Tensor before = x;
                x = Scope.tidy(() -> wide ? wideStep(before) : tallStep(before));
                before.close();
            }
            return x;
        });
    }

    private static Tensor wideStep(Tensor x) {
        Tensor gram = x.bmm(x.t());
        Tensor polynomial = gram.baddbmm(gram, gram, B, C);
        return x.baddbmm(polynomial, x, A, 1);
    }

    private static Tensor tallStep(Tensor x) {
        Tensor gram = x.t().bmm(x);
        Tensor polynomial = gram.baddbmm(gram, gram, B, C);
        return x.baddbmm(x, polynomial, A, 1);
    }
}
