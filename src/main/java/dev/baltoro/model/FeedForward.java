package dev.baltoro.model;

import dev.baltoro.tensor.autograd.Gate;
import dev.baltoro.tensor.autograd.Linear;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import java.util.stream.Stream;

/// A dense feed-forward layer: W_down · (silu(W_gate·x) · W_up·x).
///
/// @param gateUp W_gate above W_up, [2F, D]
/// @param down [D, F]
public record FeedForward(Parameter gateUp, Parameter down) {

    Stream<Parameter> parameters() {
        return Stream.of(gateUp, down);
    }

    /// {@return [T, D] from [T, D]; 6·T·D·F operations}
    Variable forward(Tape tape, Variable x) {
        return Linear.apply(tape, Gate.apply(tape, Linear.apply(tape, x, gateUp)), down);
    }
}
