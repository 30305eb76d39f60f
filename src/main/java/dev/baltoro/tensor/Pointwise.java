package dev.baltoro.tensor;

import org.bytedeco.pytorch.Scalar;

/// Arithmetic that treats each element alone, which libtorch calls pointwise: what a [Tensor] does
/// with one, two or three operands of equal shape, or of shapes that are repeated along dimensions
/// of size 1.
///
/// Names, underscores, owners and failures are as [Tensor] says.
public sealed interface Pointwise permits Tensor {
    /// {@return the sum of both}
    default Tensor add(Tensor other) {
        return Tensor.result("add", () -> handle().add(other.handle), self(), other);
    }

    /// Adds `other`.
    default Tensor add_(Tensor other) {
        return self().update("add_", () -> handle().add_(other.handle), self(), other);
    }

    /// Adds `factor`·`other`.
    default Tensor add_(Tensor other, double factor) {
        try (var f = new Scalar(factor)) {
            return self().update("add_", () -> handle().add_(other.handle, f), self(), other);
        }
    }

    /// Adds `value` to every element.
    default Tensor add_(double value) {
        try (var v = new Scalar(value)) {
            return self().update("add_", () -> handle().add_(v), self());
        }
    }

    /// {@return the difference of both}
    default Tensor sub(Tensor other) {
        return Tensor.result("sub", () -> handle().sub(other.handle), self(), other);
    }

    /// {@return the product of both, element by element}
    default Tensor mul(Tensor other) {
        return Tensor.result("mul", () -> handle().mul(other.handle), self(), other);
    }

    /// {@return every element times `factor`}
    default Tensor mul(double factor) {
        try (var f = new Scalar(factor)) {
            return Tensor.result("mul", () -> handle().mul(f), self());
        }
    }

    /// Multiplies element by element.
    default Tensor mul_(Tensor other) {
        return self().update("mul_", () -> handle().mul_(other.handle), self(), other);
    }

    /// Multiplies every element by `factor`.
    default Tensor mul_(double factor) {
        try (var f = new Scalar(factor)) {
            return self().update("mul_", () -> handle().mul_(f), self());
        }
    }

    /// {@return the quotient of both, element by element}
    default Tensor div(Tensor other) {
        return Tensor.result("div", () -> handle().div(other.handle), self(), other);
    }

    /// Adds `factor`·`left`·`right`, element by element.
    default Tensor addcmul_(Tensor left, Tensor right, double factor) {
        try (var f = new Scalar(factor)) {
            return self().update(
                            "addcmul_",
                            () -> handle().addcmul_(left.handle, right.handle, f),
                            self(),
                            left,
                            right);
        }
    }

    /// Adds `factor`·`left`/`right`, element by element.
    default Tensor addcdiv_(Tensor left, Tensor right, double factor) {
        try (var f = new Scalar(factor)) {
            return self().update(
                            "addcdiv_",
                            () -> handle().addcdiv_(left.handle, right.handle, f),
                            self(),
                            left,
                            right);
        }
    }

    /// {@return the square root of every element}
    default Tensor sqrt() {
        return Tensor.result("sqrt", handle()::sqrt, self());
    }

    /// {@return one over the square root of every element}
    default Tensor rsqrt() {
        return Tensor.result("rsqrt", handle()::rsqrt, self());
    }

    /// {@return e to every element}
    default Tensor exp() {
        return Tensor.result("exp", handle()::exp, self());
    }

    /// {@return the natural logarithm of every element}
    default Tensor log() {
        return Tensor.result("log", handle()::log, self());
    }

    /// {@return 1/(1 + e^-x) of every element}
    default Tensor sigmoid() {
        return Tensor.result("sigmoid", handle()::sigmoid, self());
    }

    /// {@return the magnitude of every element}
    default Tensor abs() {
        return Tensor.result("abs", handle()::abs, self());
    }

    /// Sets every element to `value`.
    default Tensor fill_(double value) {
        try (var v = new Scalar(value)) {
            return self().update("fill_", () -> handle().fill_(v), self());
        }
    }

    /// Sets every element to zero.
    default Tensor zero_() {
        return self().update("zero_", handle()::zero_, self());
    }

    private Tensor self() {
        return (Tensor) this; // the one class that is permitted
    }

    private org.bytedeco.pytorch.Tensor handle() {
        return self().handle;
    }
}
