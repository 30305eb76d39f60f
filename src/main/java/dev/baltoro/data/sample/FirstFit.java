package dev.baltoro.data.sample;

import java.util.ArrayList;
import java.util.List;

/// Packs lengths into rows: each goes into the first row with room for it, the oldest first.
///
/// So many rows are open at most; when one more begins, the one with the least room is closed. That
/// bounds the time, and costs next to nothing in rows.
public final class FirstFit {
    /// Rows that are looked at for each length.
    private static final int OPEN_MAX = 256;

    private final int capacity;
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> open = new ArrayList<>();

    private static final class Row {
        private final List<Integer> items = new ArrayList<>();
        private int room;

        Row(int room) {
            this.room = room;
        }
    }

    /// @param capacity of a row
    public FirstFit(int capacity) {
        this.capacity = capacity;
    }

    /// Packs an item.
    ///
    /// @param length at most a row's capacity
    public void add(int item, int length) {
        if (length > capacity) {
            throw new IllegalArgumentException(
                    "an item of length %d does not fit into %d".formatted(length, capacity));
        }
        Row row = open.stream().filter(it -> it.room >= length).findFirst().orElseGet(this::begin);
        row.items.add(item);
        row.room -= length;
        if (row.room == 0) {
            open.remove(row);
        }
    }

    private Row begin() {
        if (open.size() == OPEN_MAX) {
            Row fullest = open.getFirst();
            for (Row row : open) {
                fullest = row.room < fullest.room ? row : fullest;
            }
            open.remove(fullest);
        }
        Row row = new Row(capacity);
        rows.add(row);
        open.add(row);
        return row;
    }

    /// {@return the items of each row, in the order in which the rows were begun}
    public List<int[]> rows() {
        return rows.stream()
                .map(row -> row.items.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
