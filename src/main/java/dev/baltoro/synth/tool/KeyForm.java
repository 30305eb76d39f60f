package dev.baltoro.synth.tool;

/// How the rows of a table are told apart.
public enum KeyForm {
    /// By a code that the table gives, such as `TSK-104`.
    CODE,
    /// By a number that the table gives.
    NUMBER,
    /// By their first column, whose values are then unique.
    LABEL
}
