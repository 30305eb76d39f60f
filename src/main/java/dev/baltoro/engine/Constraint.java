package dev.baltoro.engine;

/// What one sequence may still say. Stateful; used by the engine's thread alone.
///
/// The engine asks for [#allowed] before it draws a token, and tells what it drew by [#accept].
public interface Constraint {
    /// {@return the tokens that may come next, at least one}
    ///
    /// The mask may be shared between sequences and calls; nobody changes it.
    TokenMask allowed();

    /// Goes on after `token`.
    ///
    /// @throws IllegalArgumentException if the token was not allowed
    void accept(int token);

    /// {@return a constraint in the same state that goes its own way}
    Constraint copy();

    /// {@return the tokens that may come next when only `remaining` tokens are left, the next one
    /// included: after each of them the answer can still be ended in time}
    ///
    /// If fewer are left than [#distance] says, these are the tokens of a shortest way to the end.
    default TokenMask allowed(int remaining) {
        return allowed();
    }

    /// {@return a number of tokens that is enough to end the answer from here, the end token
    /// included; 0 if nothing must be said}
    default int distance() {
        return 0;
    }
}
