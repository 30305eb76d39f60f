package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.Accumulate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// fp32 gradient sums, a buffer a parameter, kept from step to step. Passes add through a
/// [GradientPass].
///
/// After [#clear] a buffer's content is stale: the first addition overwrites it, so that no pass
/// over memory is spent on zeros.
public final class Gradients implements AutoCloseable {
    private static final class Buffer {
        final Tensor sum;
        volatile boolean stale = true;

        Buffer(Tensor sum) {
            this.sum = sum;
        }
    }

    /// One thread at a time adds to a parameter, or to a matrix of a stack: [GradientTurns] sees to
    /// it where threads share these. Once all have added, any threads may ask for any sums, also
    /// for the same one: see [#sum].
    private final Map<Parameter, Buffer> buffers = new ConcurrentHashMap<>();

    /// The part of a table's gradient that comes from its rows' being looked up. Passes add it
    /// apart from what a tied output head adds to the same table, since each pass does one at its
    /// beginning and the other at its end; [#joined] makes one sum of them.
    private final Map<Parameter, Buffer> rows = new ConcurrentHashMap<>();

    /// Forgets all sums; the memory stays.
    public void clear() {
        buffers.values().forEach(buffer -> buffer.stale = true);
        rows.values().forEach(buffer -> buffer.stale = true);
    }

    /// {@return the sum for `parameter`, empty if nothing was added since [#clear]}
    public Optional<Tensor> of(Parameter parameter) {
        if (!buffers.containsKey(parameter) && !rows.containsKey(parameter)) {
            return Optional.empty();
        }
        Buffer buffer = joined(parameter);
        return buffer.stale ? Optional.empty() : Optional.of(buffer.sum);
    }

    /// {@return the sum for `parameter`; zeros if nothing was added since [#clear]}
    ///
    /// Several threads may ask at once: the first one makes the zeros, the others wait for them.
    public Tensor sum(Parameter parameter) {
        return begun(joined(parameter));
    }

    /// {@return the sum for looked-up rows of `parameter`, for a pass to add to; zeros if nothing
    /// was added since [#clear]}
    Tensor rows(Parameter parameter) {
        return begun(buffer(rows, parameter));
    }

    private static Tensor begun(Buffer buffer) {
        synchronized (buffer) {
            if (buffer.stale) {
                buffer.sum.zero_();
                buffer.stale = false;
            }
        }
        return buffer.sum;
    }

    /// {@return the one sum of a parameter, with that of its looked-up rows added where both exist}
    private Buffer joined(Parameter parameter) {
        Buffer lookedUp = rows.get(parameter);
        if (lookedUp == null) {
            return buffer(buffers, parameter);
        }
        Buffer whole = buffers.get(parameter);
        if (whole == null) {
            return lookedUp;
        }
        synchronized (whole) {
            if (!lookedUp.stale) {
                if (whole.stale) {
                    whole.sum.copy_(lookedUp.sum);
                    whole.stale = false;
                } else {
                    Accumulate.add(whole.sum, lookedUp.sum);
                }
                lookedUp.stale = true;
            }
        }
        return whole;
    }

    /// Adds `gradient` of any float dtype.
    public void add(Parameter parameter, Tensor gradient) {
        Buffer buffer = buffer(buffers, parameter);
        if (buffer.stale) {
            buffer.sum.copy_(gradient);
            buffer.stale = false;
        } else {
            Accumulate.add(buffer.sum, gradient);
        }
    }

    /// Adds `left_FT` times `right_TD` to the gradient of a parameter [F, D].
    void addProduct(Parameter parameter, Tensor left_FT, Tensor right_TD) {
        Buffer buffer = buffer(buffers, parameter);
        addProduct(buffer.sum, left_FT, right_TD, buffer.stale);
        buffer.stale = false;
    }

    /// {@return an access to the gradient of a stack of matrices [E, F, D], to be used for each of
    /// them once}
    Stack stack(Parameter parameter) {
        Buffer buffer = buffer(buffers, parameter);
        boolean overwrite = buffer.stale;
        buffer.stale = false;
        return new Stack(buffer.sum, overwrite);
    }

    /// The gradient of a stack of matrices.
    static final class Stack {
        private final Tensor sum;
        private final boolean overwrite;

        private Stack(Tensor sum, boolean overwrite) {
            this.sum = sum;
            this.overwrite = overwrite;
        }

        /// Adds `left_FT` times `right_TD` to matrix `index`.
        void addProduct(int index, Tensor left_FT, Tensor right_TD) {
            Gradients.addProduct(sum.select(0, index), left_FT, right_TD, overwrite);
        }

        /// Says that matrix `index` gets no gradient.
        void skip(int index) {
            if (overwrite) {
                sum.select(0, index).zero_();
            }
        }
    }

    private static void addProduct(Tensor sum, Tensor left, Tensor right, boolean overwrite) {
        if (left.dtype() == DType.F32) {
            if (overwrite) {
                sum.mm_(left, right);
            } else {
                sum.addmm_(left, right);
            }
            return;
        }
        try (Scope scope = Scope.open()) {
            Tensor product = left.mm(right);
            if (overwrite) {
                sum.copy_(product);
            } else {
                Accumulate.add(sum, product);
            }
        }
    }

    private static Buffer buffer(Map<Parameter, Buffer> buffers, Parameter parameter) {
        return buffers.computeIfAbsent(
                parameter,
                p ->
                        new Buffer(
                                Tensor.empty(DType.F32, p.master().device(), p.master().shape())
                                        .keep()));
    }

    @Override
    public void close() {
        for (Map<Parameter, Buffer> part : List.of(buffers, rows)) {
            part.values().forEach(buffer -> buffer.sum.close());
            part.clear();
        }
    }
}
