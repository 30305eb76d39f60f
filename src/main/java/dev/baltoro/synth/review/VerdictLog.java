package dev.baltoro.synth.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What reviewers said, in the order in which they said it. A verdict that this has taken outlasts
/// a kill.
final class VerdictLog {
    private final Database database;
    private final InstantSource clock;

    VerdictLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Takes a verdict. One that says what the reviewer's last one said changes nothing.
    void give(String reviewer, TrajectoryIndex.Entry entry, ReviewVerdict verdict, String reason) {
        database.atomically(() -> {
            Optional<GivenVerdict> before = of(reviewer, entry);
            if (before.filter(given -> given.verdict() == verdict && given.reason().equals(reason))
                    .isPresent()) {
                return false;
            }
            database.update(
                    "INSERT INTO verdict(reviewer, id, sum, verdict, reason, blind, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    reviewer,
                    entry.id(),
                    entry.sum(),
                    verdict.word(),
                    reason,
                    !wasShown(reviewer, entry),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            return true;
        });
    }

    /// Takes back the reviewer's last verdict that stands; the one before it, on the same
    /// trajectory, stands again.
    ///
    /// @return the trajectory's id; none if there is nothing to take back
    Optional<String> undo(String reviewer) {
        return database.atomically(() -> {
            Optional<Long> last =
                    database.first(
                            "SELECT MAX(number) FROM standing WHERE reviewer = ?",
                            row -> row.getLong(1),
                            reviewer);
            return last.filter(number -> number > 0)
                    .map(number -> {
                        database.update(
                                "UPDATE verdict SET withdrawn = 1 WHERE number = ?", number);
                        return database.first(
                                        "SELECT id FROM verdict WHERE number = ?",
                                        row -> row.getString(1),
                                        number)
                                .orElseThrow();
                    });
        });
    }

    /// {@return the reviewer's verdict that stands}
    Optional<GivenVerdict> of(String reviewer, TrajectoryIndex.Entry entry) {
        return all(entry).stream().filter(given -> given.reviewer().equals(reviewer)).findFirst();
    }

    /// {@return all verdicts on a trajectory that stand, by reviewer}
    List<GivenVerdict> all(TrajectoryIndex.Entry entry) {
        return database.list(
                "SELECT reviewer, verdict, reason, blind, at FROM standing WHERE id = ? ORDER BY reviewer",
                VerdictLog::read,
                entry.id());
    }

    private static GivenVerdict read(ResultSet row) throws SQLException {
        return new GivenVerdict(
                row.getString(1),
                ReviewVerdict.of(row.getString(2)).orElseThrow(),
                row.getString(3),
                row.getBoolean(4),
                Instant.parse(row.getString(5)));
    }

    /// Remembers that a reviewer learns what rules, judge and others said: the next verdict on this
    /// trajectory is no longer blind.
    void show(String reviewer, TrajectoryIndex.Entry entry) {
        database.update(
                "INSERT OR IGNORE INTO shown VALUES (?, ?, ?)", reviewer, entry.id(), entry.sum());
    }

    private boolean wasShown(String reviewer, TrajectoryIndex.Entry entry) {
        return database.number(
                        "SELECT COUNT(*) FROM shown WHERE reviewer = ? AND id = ? AND sum = ?",
                        reviewer,
                        entry.id(),
                        entry.sum())
                > 0;
    }

    /// {@return everybody who has given a verdict that stands}
    List<String> reviewers() {
        return database.list(
                "SELECT DISTINCT reviewer FROM standing ORDER BY 1", row -> row.getString(1));
    }
}
