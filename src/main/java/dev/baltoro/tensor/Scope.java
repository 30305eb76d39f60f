package dev.baltoro.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A stretch of one thread's work at whose end every tensor made in it is closed.
///
/// Scopes nest. Tensors made while no scope is open belong to the code that made them. One scope a
/// step and one [#tidy] a block keep peak memory low.
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();

    private final @Nullable Scope outer;
    private final Thread thread = Thread.currentThread();
    private final List<Tensor> tensors = new ArrayList<>();

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /// {@return a new innermost scope of this thread}
    ///
    /// @throws IllegalStateException on a virtual thread: libtorch's state is thread-local and
    ///   would leak between tasks
    public static Scope open() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException(
                    "tensors are computed on platform threads only; hand the work to Workers");
        }
        Scope scope = new Scope(INNERMOST.get());
        INNERMOST.set(scope);
        return scope;
    }

    /// Runs `body` and closes everything it made except its result, which moves to the enclosing
    /// scope.
    public static Tensor tidy(Supplier<Tensor> body) {
        try (Scope scope = open()) {
            Tensor result = body.get();
            scope.handOver(result);
            return result;
        }
    }

    /// Closes every tensor that is still open in this scope.
    @Override
    public void close() {
        if (Thread.currentThread() != thread || INNERMOST.get() != this) {
            throw new IllegalStateException(
                    "scopes close in reverse order on the thread that opened them");
        }
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        for (int i = tensors.size() - 1; i >= 0; i--) {
            Tensor tensor = tensors.get(i);
            if (tensor.owner() == this) {
                tensor.close();
            }
        }
    }

    /// Moves `tensor` from this scope to the enclosing one, or to the caller where there is none.
    private void handOver(Tensor tensor) {
        if (tensor.owner() == this) {
            tensor.own(outer);
        }
    }

    void add(Tensor tensor) {
        tensors.add(tensor);
    }

    static @Nullable Scope innermost() {
        return INNERMOST.get();
    }
}
