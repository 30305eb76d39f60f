package dev.baltoro.synth.tool;

/// A failure that a tool has beyond the plain ones.
///
/// @param kind of failure
/// @param column its key in a row; empty where none matters
/// @param value the bound, or the value that refuses
public record Guard(Kind kind, String column, String value) {
    /// When a call is refused.
    public enum Kind {
        /// A table that has as many rows as it may have takes no more.
        FULL,
        /// No two rows have the same value of the column.
        UNIQUE,
        /// A row whose column has the value is not changed.
        LOCKED,
        /// The column takes no number above the value.
        CEILING,
        /// No more rows than the value are deleted at once.
        TOO_MANY,
        /// Nothing was found.
        EMPTY
    }
}
