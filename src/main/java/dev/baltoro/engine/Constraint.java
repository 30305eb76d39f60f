package dev.baltoro.engine;

/// What one sequence may still say. Stateful; used by the engine's thread alone.
///
/// The engine asks for [#allowed] before it draws a token, and tells what it drew by [#accept].
public interface Constraint {
    /// {@return the tokens that may come next, at least one}
    ///
    /// The mask may be shared between sequences and calls; nobody changes it.
    TokenMask allowed();

    /// Goes on behind `token`.
    ///
    /// @throws IllegalArgumentException if the token was not allowed
    void accept(int token);

    /// {@return a constraint in the same state that goes its own way}
    Constraint copy();
}
