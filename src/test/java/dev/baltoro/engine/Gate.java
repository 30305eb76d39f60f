package dev.baltoro.engine;

import java.util.BitSet;
import java.util.concurrent.CountDownLatch;

/// Lets a sequence draw its first tokens and then holds the engine up until it is opened, so that a
/// test can do something in the middle of an answer however slow its own thread is.
final class Gate implements Constraint, AutoCloseable {
    private final TokenMask all;
    private final int free;
    private final CountDownLatch open = new CountDownLatch(1);
    private int drawn;

    /// @param free tokens that are drawn before the gate
    Gate(int vocabSize, int free) {
        BitSet tokens = new BitSet();
        tokens.set(0, vocabSize);
        this.all = TokenMask.of(tokens, vocabSize);
        this.free = free;
    }

    void open() {
        open.countDown();
    }

    /// Opens, so that an engine that is closed after it ends.
    @Override
    public void close() {
        open();
    }

    @Override
    public TokenMask allowed() {
        if (drawn >= free) {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the engine's thread", e);
            }
        }
        return all;
    }

    @Override
    public void accept(int token) {
        drawn++;
    }

    @Override
    public Constraint copy() {
        throw new UnsupportedOperationException("a gate is one sequence's");
    }
}
