package dev.baltoro.engine.grammar.regex;

/// Which strings a pattern is taken to match where dialects of regular expressions, or versions of
/// Unicode, differ.
///
/// The readings are sets inside one another. A complement turns the order round, so what stands
/// after `[^`, `\S` or `(?!` is read the [#opposite] way.
public enum Reading {
    /// The strings that match in all dialects: what an answer may hold.
    CAUTIOUS,

    /// The strings that match by ECMA-262 with the flag `u` and the JVM's Unicode.
    ECMA,

    /// The strings that match in any dialect: what is outside matches nowhere.
    GENEROUS;

    /// {@return the reading of what is complemented}
    public Reading opposite() {
        return switch (this) {
            case CAUTIOUS -> GENEROUS;
            case ECMA -> ECMA;
            case GENEROUS -> CAUTIOUS;
        };
    }

    /// {@return the set that this reading takes}
    ///
    /// @param least what all dialects have in the set
    /// @param exact what ECMA-262 has
    /// @param most what any dialect has
    CodePoints of(CodePoints least, CodePoints exact, CodePoints most) {
        return switch (this) {
            case CAUTIOUS -> least;
            case ECMA -> exact;
            case GENEROUS -> most;
        };
    }
}
