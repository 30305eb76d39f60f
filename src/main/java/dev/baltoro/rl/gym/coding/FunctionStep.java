package dev.baltoro.rl.gym.coding;

import dev.baltoro.agent.sandbox.Language;
import java.util.function.UnaryOperator;

/// One thing that a function does with its value `x`.
///
/// @param words what it is, such as `add 3`
/// @param python the expression in Python
/// @param java the expression in Java
/// @param to the type of what comes out
/// @param reference what it computes: longs, strings, lists of longs, and of two numbers a list
///   that comes first
record FunctionStep(
        String words, String python, String java, Type to, UnaryOperator<Object> reference) {
    String code(Language language) {
        return switch (language) {
            case PYTHON -> python;
            case JAVA -> java;
        };
    }
}
