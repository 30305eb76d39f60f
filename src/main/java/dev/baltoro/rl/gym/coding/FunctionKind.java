package dev.baltoro.rl.gym.coding;

import java.util.List;
import java.util.SplittableRandom;

/// A family of functions.
interface FunctionKind {
    /// {@return its name}
    String name();

    /// {@return the types of its functions' arguments, one or two of them}
    List<Type> arguments();

    /// {@return a step}
    ///
    /// @param first whether it is the first one, which takes the arguments
    /// @param last whether it is the last one, which may give another type; any other gives what it
    ///   takes
    FunctionStep step(SplittableRandom random, boolean first, boolean last);

    /// {@return arguments to call a function with, as [FunctionStep] has them}
    List<Object> input(SplittableRandom random);
}
