package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A computed value and, on the way back, the gradient of the loss by it.
///
/// The value's handle belongs to the scope it was made in; a step that needs it on the way back
/// retains it on the tape.
public final class Variable {
    private final Tensor value;
    private @Nullable Tensor gradient;

    /// {@return a variable with this value and no gradient yet}
    public static Variable of(Tensor value) {
        return new Variable(value);
    }

    private Variable(Tensor value) {
        this.value = value;
    }

    /// {@return the value}
    public Tensor value() {
        return value;
    }

    /// Adds to the gradient. `addend` may be shared with others; it is not changed.
    public void accumulate(Tensor addend) {
        Tensor sum = gradient;
        if (sum == null) {
            gradient = addend.retain();
        } else if (sum.isShared()) {
            gradient = sum.add(addend).keep();
            sum.close();
        } else {
            sum.add_(addend);
        }
    }

    /// Adds `left` times `right` to the gradient.
    public void accumulateProduct(Tensor left, Tensor right) {
        Tensor sum = gradient;
        if (sum != null && !sum.isShared()) {
            sum.addmm_(left, right);
            return;
        }
        try (Scope scope = Scope.open()) {
            accumulate(left.mm(right));
        }
    }

    /// Adds to columns `from …` of the gradient of a matrix.
    public void accumulateColumns(long from, Tensor addend) {
        Tensor sum = gradient;
        if (sum == null || sum.isShared()) {
            Tensor own = Tensor.zeros(value.dtype(), value.device(), value.shape()).keep();
            if (sum != null) {
                own.add_(sum);
                sum.close();
            }
            gradient = own;
            sum = own;
        }
        try (Scope scope = Scope.open()) {
            sum.narrow(1, from, addend.size(1)).add_(addend);
        }
    }

    /// {@return the gradient so far, which stays this variable's}
    Optional<Tensor> gradient() {
        return Optional.ofNullable(gradient);
    }

    /// {@return the gradient, for the caller to close; empty if nothing depends on this variable}
    public Optional<Tensor> takeGradient() {
        Tensor taken = gradient;
        gradient = null;
        return Optional.ofNullable(taken);
    }
}
