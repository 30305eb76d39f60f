package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;

/// What one pass backward adds to [Gradients], in its turn if several share them. One thread's.
public final class GradientPass implements AutoCloseable {
    private final Gradients sums;
    private final GradientTurns turns;
    private final int number;

    /// Parameters of the step back that is running.
    private final Set<Parameter> held = new HashSet<>();

    /// Those of which rows were looked up.
    private final Set<Parameter> heldRows = new HashSet<>();

    GradientPass(Gradients sums, GradientTurns turns, int number) {
        this.sums = sums;
        this.turns = turns;
        this.number = number;
    }

    /// {@return the sum for `parameter`, for the caller to add to before its step back ends; zeros
    /// if nothing was added before}
    public Tensor sum(Parameter parameter) {
        await(parameter);
        return sums.sum(parameter);
    }

    /// {@return the sum for the rows of `parameter` that were looked up, for the caller to add to
    /// before its step back ends}
    ///
    /// They have a turn of their own: a table that is also the output head gets its other gradient
    /// at the other end of the pass.
    Tensor rows(Parameter parameter) {
        turns.awaitRows(number, parameter);
        heldRows.add(parameter);
        return sums.rows(parameter);
    }

    /// Adds `left_FT` times `right_TD` to the gradient of a parameter [F, D].
    public void addProduct(Parameter parameter, Tensor left_FT, Tensor right_TD) {
        await(parameter);
        sums.addProduct(parameter, left_FT, right_TD);
    }

    /// {@return an access to the gradient of a stack of matrices [E, F, D], to be used for each of
    /// them once before its step back ends}
    public Stack stack(Parameter parameter) {
        await(parameter, OPENING);
        Gradients.Stack stack = sums.stack(parameter);
        turns.done(number, parameter, OPENING);
        return new Stack(parameter, stack);
    }

    /// Stands for the moment in which a pass finds out whether it is the first to add to a stack.
    private static final int OPENING = -1;

    /// The gradient of a stack of matrices. Turns are by matrix, so that passes follow each other
    /// within the stack.
    public final class Stack {
        private final Parameter parameter;
        private final Gradients.Stack stack;

        private Stack(Parameter parameter, Gradients.Stack stack) {
            this.parameter = parameter;
            this.stack = stack;
        }

        /// Adds `left_FT` times `right_TD` to matrix `index`.
        public void addProduct(int index, Tensor left_FT, Tensor right_TD) {
            await(parameter, index);
            stack.addProduct(index, left_FT, right_TD);
            turns.done(number, parameter, index);
        }

        /// Says that matrix `index` gets no gradient. Waits for nobody: only the first pass has
        /// something to do.
        public void skip(int index) {
            stack.skip(index);
            turns.done(number, parameter, index);
        }
    }

    /// Says that a step back has ended, and with it the turn of its parameters.
    void stepDone() {
        held.forEach(parameter -> turns.done(number, parameter));
        held.clear();
        heldRows.forEach(parameter -> turns.doneRows(number, parameter));
        heldRows.clear();
    }

    private void await(Parameter parameter) {
        turns.await(number, parameter);
        held.add(parameter);
    }

    private void await(Parameter parameter, int matrix) {
        turns.await(number, parameter, matrix);
        held.add(parameter);
    }

    /// Ends the pass: it is done with all parameters.
    @Override
    public void close() {
        turns.end(number);
    }
}
