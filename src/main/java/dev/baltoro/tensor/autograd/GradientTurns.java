package dev.baltoro.tensor.autograd;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The order in which passes on several threads add to the same [Gradients].
///
/// Passes are numbered. A pass adds to a parameter, or to one matrix of a stack, after all passes
/// with lower numbers are done with it. So each sum has one order, whichever thread is faster, and
/// its bits do not depend on timing. Passes that run side by side follow each other layer by layer:
/// the first waits for none, and each later one lags behind by about one parameter.
///
/// Every number must come to a pass that ends, and a thread must run its passes in ascending order;
/// otherwise the others would wait for ever. If one cannot run, [#abandon] lets them go.
public final class GradientTurns {
    private record Part(Parameter parameter, int index) {}

    private record Rows(Parameter parameter) {}

    private final Gradients sums;
    private final int passes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BitSet ended = new BitSet();

    /// What passes that have not ended are done with: parameters and matrices.
    private final Map<Integer, Set<Object>> done = new HashMap<>();

    private boolean abandoned;

    /// @param sums where the passes add; the caller's
    /// @param passes how many there are
    public GradientTurns(Gradients sums, int passes) {
        this.sums = sums;
        this.passes = passes;
    }

    /// {@return pass `number`, from 0; each to be used once and closed}
    public GradientPass pass(int number) {
        if (number < 0 || number >= passes) {
            throw new IllegalArgumentException(
                    "pass %d of %d does not exist".formatted(number, passes));
        }
        return new GradientPass(sums, this, number);
    }

    /// Ends all waiting, now and later, because some pass failed or cannot run. The sums are
    /// worthless from here on.
    public void abandon() {
        change(() -> abandoned = true);
    }

    /// Waits until it is the turn of `pass` to add to `parameter`.
    void await(int pass, Parameter parameter) {
        awaitTurn(pass, parameter, parameter, parameter);
    }

    /// Waits until it is the turn of `pass` to add to one matrix of the stack `parameter`.
    void await(int pass, Parameter parameter, int matrix) {
        awaitTurn(pass, parameter, parameter, new Part(parameter, matrix));
    }

    /// Waits until it is the turn of `pass` to add to the rows of `parameter` that were looked up.
    void awaitRows(int pass, Parameter parameter) {
        Rows rows = new Rows(parameter);
        awaitTurn(pass, parameter, rows, rows);
    }

    void done(int pass, Parameter parameter) {
        finish(pass, parameter);
    }

    void done(int pass, Parameter parameter, int matrix) {
        finish(pass, new Part(parameter, matrix));
    }

    void doneRows(int pass, Parameter parameter) {
        finish(pass, new Rows(parameter));
    }

    void end(int pass) {
        change(() -> {
            ended.set(pass);
            done.remove(pass);
        });
    }

    private void awaitTurn(int pass, Parameter parameter, Object whole, Object part) {
        lock.lock();
        try {
            if (done.getOrDefault(pass, Set.of()).contains(whole)) {
                throw new IllegalStateException(
                        "two steps of one pass have a gradient for %s, and its turn ended with the first"
                                .formatted(parameter.name()));
            }
            while (!abandoned && !isTurn(pass, whole, part)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isTurn(int pass, Object whole, Object part) {
        for (int earlier = ended.nextClearBit(0);
                earlier < pass;
                earlier = ended.nextClearBit(earlier + 1)) {
            Set<Object> its = done.getOrDefault(earlier, Set.of());
            if (!its.contains(whole) && !its.contains(part)) {
                return false;
            }
        }
        return true;
    }

    private void finish(int pass, Object what) {
        if (pass < passes - 1) { // nobody waits for the last one
            change(() -> done.computeIfAbsent(pass, _ -> new HashSet<>()).add(what));
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
