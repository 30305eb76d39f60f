package dev.baltoro.model.bert;

import java.util.List;

/// Texts as one row of tokens, each behind the other without padding.
///
/// @param ids T token ids
/// @param types 0 or 1 for each: the first text of a pair, or the second
/// @param starts where each text begins, and T behind the last
public record BertBatch(int[] ids, int[] types, int[] starts) {
    /// One text's tokens.
    ///
    /// @param ids with those of beginning and end
    /// @param types as many
    public record Row(int[] ids, int[] types) {}

    /// {@return the texts in one row}
    ///
    /// @throws IllegalArgumentException if there is none, or one without tokens
    public static BertBatch of(List<Row> rows) {
        int[] starts = new int[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            int length = rows.get(i).ids.length;
            if (length == 0 || rows.get(i).types.length != length) {
                throw new IllegalArgumentException(
                        "text %d has %d ids and %d types"
                                .formatted(i, length, rows.get(i).types.length));
            }
            starts[i + 1] = starts[i] + length;
        }
        int[] ids = new int[starts[rows.size()]];
        int[] types = new int[ids.length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i).ids, 0, ids, starts[i], rows.get(i).ids.length);
            System.arraycopy(rows.get(i).types, 0, types, starts[i], rows.get(i).ids.length);
        }
        return new BertBatch(ids, types, starts);
    }

    int tokens() {
        return ids.length;
    }

    int texts() {
        return starts.length - 1;
    }

    int length(int text) {
        return starts[text + 1] - starts[text];
    }
}
