package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.kernel.Accumulate;

/// Rows of a table by index.
public final class Embedding {
    private Embedding() {}

    /// {@return [T, D], the rows of the table [V, D] that `ids` names}
    ///
    /// @throws IllegalArgumentException if an id lies outside the table
    public static Variable apply(Tape tape, long[] ids, Parameter table) {
        long rows = table.shape()[0];
        for (long id : ids) {
            if (id < 0 || id >= rows) {
                throw new IllegalArgumentException(
                        "token id %d lies outside the vocabulary of %d; was the text encoded with this model's tokenizer?"
                                .formatted(id, rows));
            }
        }
        return tape.record(
                table.rows(ids),
                tape.saved(),
                dy_TD -> Accumulate.addRows(tape.gradients().rows(table), ids, dy_TD));
    }
}
