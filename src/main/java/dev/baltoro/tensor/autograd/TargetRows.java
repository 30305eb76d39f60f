package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows that have a target, close together: no other row needs logits.
///
/// @param runs of rows that follow each other
/// @param count rows that have a target
/// @param all rows there are
record TargetRows(List<Run> runs, int count, int all) {
    /// Rows that have a target.
    ///
    /// @param first the run's first row
    /// @param length how many
    /// @param place of the first among the rows that have a target
    private record Run(int first, int length, int place) {}

    /// @param targets negative for none
    static TargetRows of(int... targets) {
        List<Run> runs = new ArrayList<>();
        int count = 0;
        for (int row = 0; row < targets.length; row++) {
            int first = row;
            while (row < targets.length && targets[row] >= 0) {
                row++;
            }
            if (row > first) {
                runs.add(new Run(first, row - first, count));
                count += row - first;
            }
        }
        return new TargetRows(runs, count, targets.length);
    }

    private boolean isAll() {
        return count == all;
    }

    /// {@return [N, D] of [T, D]; itself if every row has a target}
    Tensor pick(Tensor x_TD) {
        if (isAll()) {
            return x_TD;
        }
        Tensor x_ND = Tensor.empty(x_TD.dtype(), x_TD.device(), count, x_TD.size(1));
        for (Run run : runs) {
            x_ND.narrow(0, run.place, run.length).copy_(x_TD.narrow(0, run.first, run.length));
        }
        return x_ND;
    }

    /// {@return the targets of the rows that have one}
    int[] pick(int[] targets) {
        return Arrays.stream(rows()).map(row -> targets[row]).toArray();
    }

    /// {@return [T, D] of [N, D], with zeros in the other rows}
    Tensor putBack(Tensor x_ND) {
        if (isAll()) {
            return x_ND;
        }
        Tensor x_TD = Tensor.zeros(x_ND.dtype(), x_ND.device(), all, x_ND.size(1));
        for (Run run : runs) {
            x_TD.narrow(0, run.first, run.length).copy_(x_ND.narrow(0, run.place, run.length));
        }
        return x_TD;
    }

    /// Copies a value of each row that has a target to its row in `into`.
    void putBack(float[] values, float[] into) {
        for (Run run : runs) {
            System.arraycopy(values, run.place, into, run.first, run.length);
        }
    }

    /// {@return the row of each that has a target}
    int[] rows() {
        int[] rows = new int[count];
        for (Run run : runs) {
            for (int i = 0; i < run.length; i++) {
                rows[run.place + i] = run.first + i;
            }
        }
        return rows;
    }
}
