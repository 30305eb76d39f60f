package dev.baltoro.agent.domain;

/// Rows of numbers, dense or sparse, as k-means sees them.
sealed interface Points permits DensePoints, SparsePoints {
    /// {@return N}
    int size();

    /// {@return D}
    int dimensions();

    /// {@return the product of row `i` and `centre` (D)}
    double dot(int i, double[] centre);

    /// Adds row `i` to `sum` (D).
    void addTo(int i, double[] sum);
}
