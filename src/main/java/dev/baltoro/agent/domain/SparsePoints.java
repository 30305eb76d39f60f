package dev.baltoro.agent.domain;

import java.util.List;

/// Rows of which only what is not zero is kept.
///
/// @param rows N rows
/// @param dimensions D
record SparsePoints(List<Row> rows, int dimensions) implements Points {
    /// A row.
    ///
    /// @param at ascending places
    /// @param value what is there
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(int[] at, float[] value) {}

    SparsePoints {
        rows = List.copyOf(rows);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public double dot(int i, double[] centre) {
        Row row = rows.get(i);
        double sum = 0;
        for (int j = 0; j < row.at.length; j++) {
            sum += row.value[j] * centre[row.at[j]];
        }
        return sum;
    }

    @Override
    public void addTo(int i, double[] sum) {
        Row row = rows.get(i);
        for (int j = 0; j < row.at.length; j++) {
            sum[row.at[j]] += row.value[j];
        }
    }
}
