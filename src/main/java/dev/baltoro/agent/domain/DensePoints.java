package dev.baltoro.agent.domain;

import java.util.List;

/// Rows that are written out.
///
/// @param rows N rows of D numbers
record DensePoints(List<float[]> rows) implements Points {
    DensePoints {
        rows = List.copyOf(rows);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int dimensions() {
        return rows.isEmpty() ? 0 : rows.getFirst().length;
    }

    @Override
    public double dot(int i, double[] centre) {
        float[] row = rows.get(i);
        double sum = 0;
        for (int d = 0; d < row.length; d++) {
            sum += row[d] * centre[d];
        }
        return sum;
    }

    @Override
    public void addTo(int i, double[] sum) {
        float[] row = rows.get(i);
        for (int d = 0; d < row.length; d++) {
            sum[d] += row[d];
        }
    }
}
