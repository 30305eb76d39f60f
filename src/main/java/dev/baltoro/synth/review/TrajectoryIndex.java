package dev.baltoro.synth.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where each trajectory stands in the file, and what the sample is drawn by. Made anew whenever
/// the file has changed.
final class TrajectoryIndex {
    private final Database database;
    private final TrajectoryFile file;

    TrajectoryIndex(Database database, TrajectoryFile file) {
        this.database = database;
        this.file = file;
    }

    /// Where a trajectory stands.
    ///
    /// @param sum of the line's bytes
    record Entry(String id, String stratum, long place, int length, long sum) {
        static final String COLUMNS = "i.id, i.stratum, i.place, i.length, i.sum";
        static final Database.RowReader<Entry> READER =
                row ->
                        new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getInt(4),
                                row.getLong(5));
    }

    /// Makes the index, unless it is that of the file as it is.
    ///
    /// @return what the user should know of it
    /// @throws IOException with one line that names the file's line, if that is no trajectory
    List<String> refresh() throws IOException {
        String stamp = file.stamp();
        if (stamp.equals(stamp())) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        try {
            return database.atomically(() -> {
                database.update("DELETE FROM item");
                try (Database.Rows rows =
                        database.rows("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                    file.scan(line -> add(line, rows, notes));
                    rows.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                database.update("INSERT OR REPLACE INTO meta VALUES ('file', ?)", stamp);
                repeatedId()
                        .ifPresent(error -> {
                            throw error;
                        });
                if (size() == 0) {
                    throw new UncheckedIOException(
                            new IOException(file.path() + " holds no trajectory"));
                }
                long stale =
                        database.number(
                                """
                                SELECT COUNT(*) FROM verdict v WHERE withdrawn = 0 AND NOT EXISTS (
                                  SELECT 1 FROM item i WHERE i.id = v.id AND i.sum = v.sum)
                                """);
                if (stale > 0) {
                    notes.add(
                            "%,d verdicts are of trajectories that are no longer in the file as they were; they are kept and do not count"
                                    .formatted(stale));
                }
                return List.copyOf(notes);
            });
        } catch (UncheckedIOException e) {
            throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e);
        }
    }

    private String stamp() {
        return database.first("SELECT value FROM meta WHERE name = 'file'", row -> row.getString(1))
                .orElse("");
    }

    private void add(TrajectoryFile.Line line, Database.Rows rows, List<String> notes)
            throws IOException {
        TrajectoryHead head;
        try {
            head = TrajectoryHead.read(line.bytes());
        } catch (IllegalArgumentException e) {
            if (!line.ended()) { // being written, or its writer was killed
                notes.add(
                        "line %,d is not whole and is left out: %s"
                                .formatted(line.number(), e.getMessage()));
                return;
            }
            throw new IOException(
                    "%s line %,d: %s".formatted(file.path(), line.number(), e.getMessage()), e);
        }
        rows.add(
                line.number(),
                head.id(),
                head.stratum(),
                head.rules(),
                head.judge(),
                line.place(),
                line.bytes().length,
                line.sum());
    }

    /// {@return an error that names two lines with one id, if there are such}
    private Optional<UncheckedIOException> repeatedId() {
        return database.first(
                "SELECT id, MIN(number), MAX(number) FROM item GROUP BY id HAVING COUNT(*) > 1 LIMIT 1",
                row ->
                        new UncheckedIOException(
                                new IOException(
                                        "%s: lines %,d and %,d have one id, \"%s\"; give each trajectory its own"
                                                .formatted(
                                                        file.path(),
                                                        row.getLong(2),
                                                        row.getLong(3),
                                                        row.getString(1)))));
    }

    long size() {
        return database.number("SELECT COUNT(*) FROM item");
    }

    Optional<Entry> find(String id) {
        return database.first(
                "SELECT %s FROM item i WHERE i.id = ?".formatted(Entry.COLUMNS), Entry.READER, id);
    }

    byte[] read(Entry entry) throws IOException {
        return file.read(entry.place(), entry.length(), entry.sum());
    }

    /// {@return how many trajectories each cell has}
    Map<StratifiedSample.Cell, Long> cells() {
        Map<StratifiedSample.Cell, Long> cells = new HashMap<>();
        database.list(
                        "SELECT stratum, rules, judge, COUNT(*) FROM item GROUP BY 1, 2, 3",
                        row -> Map.entry(CELL.read(row), row.getLong(4)))
                .forEach(entry -> cells.put(entry.getKey(), entry.getValue()));
        return cells;
    }

    /// Offers every trajectory to a sample, a part of them at a time.
    void offerTo(StratifiedSample sample) {
        long last = 0;
        for (List<Candidate> part = candidates(last); !part.isEmpty(); part = candidates(last)) {
            part.forEach(one -> sample.offer(one.id(), one.cell()));
            last = part.getLast().number();
        }
    }

    private record Candidate(long number, String id, StratifiedSample.Cell cell) {}

    private List<Candidate> candidates(long after) {
        return database.list(
                "SELECT stratum, rules, judge, number, id FROM item WHERE number > ? ORDER BY number LIMIT 10000",
                row -> new Candidate(row.getLong(4), row.getString(5), CELL.read(row)),
                after);
    }

    private static final Database.RowReader<StratifiedSample.Cell> CELL =
            row ->
                    new StratifiedSample.Cell(
                            row.getString(1),
                            row.getBoolean(2),
                            row.getObject(3) == null
                                    ? Optional.empty()
                                    : Optional.of(row.getBoolean(3)));
}
