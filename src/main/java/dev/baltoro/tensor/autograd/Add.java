package dev.baltoro.tensor.autograd;

/// y = a + b, the residual connection.
public final class Add {
    private Add() {}

    /// {@return the sum of two variables of one shape}
    public static Variable apply(Tape tape, Variable a, Variable b) {
        return tape.record(
                a.value().add(b.value()),
                tape.saved(),
                dy -> {
                    a.accumulate(dy);
                    b.accumulate(dy);
                });
    }
}
