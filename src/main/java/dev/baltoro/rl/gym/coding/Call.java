package dev.baltoro.rl.gym.coding;

import java.util.List;

/// A call of a function, and what it gives.
///
/// @param arguments as [FunctionStep] has them
record Call(List<Object> arguments, Object result) {
    Call {
        arguments = List.copyOf(arguments);
    }
}
