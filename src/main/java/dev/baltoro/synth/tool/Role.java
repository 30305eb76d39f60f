package dev.baltoro.synth.tool;

/// What a parameter is for.
public enum Role {
    /// The key of the row that is meant.
    KEY,
    /// The keys of several rows.
    KEYS,
    /// The key of a second row: where an amount goes, or what is compared.
    OTHER_KEY,
    /// What a column is to have.
    VALUE,
    /// What a column must have for a row to count.
    WHERE,
    AT_LEAST,
    AT_MOST,
    /// Text that a row must have in one of its columns.
    QUERY,
    /// How many rows are returned at most.
    LIMIT,
    /// How many rows are passed over.
    OFFSET,
    /// The column that rows are ordered by.
    SORT,
    DESCENDING,
    /// What is moved, or added.
    DELTA,
    /// What is put into a list, or taken out of it.
    LABELS,
    /// New rows.
    ITEMS,
    /// Which of several actions is taken.
    CHOOSE,
    /// Whether nothing is changed, and only what would be is said.
    DRY_RUN,
    /// A number to compute with.
    TERM,
    FROM_UNIT,
    TO_UNIT
}
