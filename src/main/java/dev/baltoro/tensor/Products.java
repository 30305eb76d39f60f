package dev.baltoro.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/// Matrix products, for [Tensor].
///
/// Where the processor has no bfloat16 arithmetic, libtorch's bfloat16 products run a hundred times
/// slower than its fp32 ones. There the operands are converted, multiplied in fp32 and rounded: the
/// sum is in fp32 either way.
final class Products {
    private Products() {}

    static Tensor mm(Tensor left, Tensor right) {
        if (converts(left)) {
            return Scope.tidy(() -> mm(wide(left), wide(right)).to(left.dtype()));
        }
        if (left.dimensions() == 2 && right.dimensions() == 2 && isFloat(left)) {
            Tensor product = Tensor.empty(DType.F32, Device.CPU, left.size(0), right.size(1));
            if (Blas.takes(product, left, right)) {
                Blas.gemm(product, left, right, 1, 0);
                return product;
            }
        }
        return Tensor.result("mm", () -> torch.mm(left.handle, right.handle), left, right);
    }

    static Tensor setMm(Tensor product, Tensor left, Tensor right) {
        if (converts(product)) {
            return set(product, () -> mm(wide(left), wide(right)));
        }
        if (Blas.takes(product, left, right)) {
            Blas.gemm(product, left, right, 1, 0);
            return product;
        }
        return product.update(
                "mm_",
                () -> torch.mm_out(product.handle, left.handle, right.handle),
                product,
                left,
                right);
    }

    static Tensor addMm(Tensor sum, Tensor left, Tensor right, double beta, double alpha) {
        if (converts(sum)) {
            return set(sum, () -> addmm(wide(sum), wide(left), wide(right), beta, alpha));
        }
        if (Blas.takes(sum, left, right)) {
            Blas.gemm(sum, left, right, alpha, beta);
            return sum;
        }
        try (var b = new Scalar(beta);
                var a = new Scalar(alpha)) {
            return sum.update(
                    "addmm_",
                    () -> sum.handle.addmm_(left.handle, right.handle, b, a),
                    sum,
                    left,
                    right);
        }
    }

    static Tensor addmm(Tensor start, Tensor left, Tensor right, double beta, double alpha) {
        if (converts(start)) {
            return Scope.tidy(() ->
                    addmm(wide(start), wide(left), wide(right), beta, alpha).to(start.dtype()));
        }
        try (var b = new Scalar(beta);
                var a = new Scalar(alpha)) {
            return Tensor.result(
                    "addmm",
                    () -> torch.addmm(start.handle, left.handle, right.handle, b, a),
                    start,
                    left,
                    right);
        }
    }

    static Tensor bmm(Tensor left, Tensor right) {
        if (converts(left)) {
            return Scope.tidy(() -> bmm(wide(left), wide(right)).to(left.dtype()));
        }
        if (left.dimensions() == 3 && right.dimensions() == 3 && isFloat(left)) {
            Tensor product =
                    Tensor.empty(DType.F32, Device.CPU, left.size(0), left.size(1), right.size(2));
            if (Blas.takes(product, left, right)) {
                Blas.gemm(product, left, right, 1, 0);
                return product;
            }
        }
        return Tensor.result("bmm", () -> torch.bmm(left.handle, right.handle), left, right);
    }

    static Tensor setBmm(Tensor product, Tensor left, Tensor right) {
        if (converts(product)) {
            return set(product, () -> bmm(wide(left), wide(right)));
        }
        if (Blas.takes(product, left, right)) {
            Blas.gemm(product, left, right, 1, 0);
            return product;
        }
        return product.update(
                "bmm_",
                () -> torch.bmm_out(product.handle, left.handle, right.handle),
                product,
                left,
                right);
    }

    static Tensor addBmm(Tensor sum, Tensor left, Tensor right) {
        if (converts(sum)) {
            return set(sum, () -> wide(sum).copy().baddbmm_(wide(left), wide(right)));
        }
        if (Blas.takes(sum, left, right)) {
            Blas.gemm(sum, left, right, 1, 1);
            return sum;
        }
        return sum.update(
                "baddbmm_", () -> sum.handle.baddbmm_(left.handle, right.handle), sum, left, right);
    }

    static Tensor baddbmm(Tensor start, Tensor left, Tensor right, double beta, double alpha) {
        if (converts(start)) {
            return Scope.tidy(() ->
                    baddbmm(wide(start), wide(left), wide(right), beta, alpha).to(start.dtype()));
        }
        try (var b = new Scalar(beta);
                var a = new Scalar(alpha)) {
            return Tensor.result(
                    "baddbmm",
                    () -> torch.baddbmm(start.handle, left.handle, right.handle, b, a),
                    start,
                    left,
                    right);
        }
    }

    private static boolean converts(Tensor tensor) {
        return tensor.device() == Device.CPU && tensor.dtype().productType() != tensor.dtype();
    }

    private static boolean isFloat(Tensor tensor) {
        return tensor.dtype() == DType.F32 && tensor.device() == Device.CPU;
    }

    private static Tensor wide(Tensor tensor) {
        return tensor.to(DType.F32);
    }

    private static Tensor set(Tensor target, Supplier<Tensor> value) {
        try (Scope scope = Scope.open()) {
            return target.copy_(value.get());
        }
    }
}
