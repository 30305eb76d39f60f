package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.PackedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The documents of a batch, to be packed into rows of another length.
///
/// @param documents in the batch's order
record DocumentRows(List<Document> documents) {
    /// @param first index in the batch of its first token
    record Document(int first, int length) {}

    /// {@return the documents of `batch` without its padding; none of none}
    static DocumentRows of(Optional<PackedBatch> batch) {
        List<Document> documents = new ArrayList<>();
        batch.ifPresent(rows -> {
            for (int row = 0; row < rows.rows(); row++) {
                int base = row * rows.sequenceLength();
                int begin = 0;
                for (int i = 1; i <= rows.valid()[row]; i++) {
                    if (i == rows.valid()[row] || rows.documentStarts()[base + i] == i) {
                        documents.add(new Document(base + begin, i - begin));
                        begin = i;
                    }
                }
            }
        });
        return new DocumentRows(documents);
    }

    /// {@return the length of the longest}
    int longest() {
        return documents.stream().mapToInt(Document::length).max().orElse(0);
    }

    /// {@return rows that they fill}
    int rows(int length) {
        return packed(length).size();
    }

    /// {@return the documents of each row, one after the other}
    List<List<Document>> packed(int length) {
        List<List<Document>> rows = new ArrayList<>();
        int used = length;
        for (Document one : documents) {
            if (used + one.length > length) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(one);
            used += one.length;
        }
        return rows;
    }
}
