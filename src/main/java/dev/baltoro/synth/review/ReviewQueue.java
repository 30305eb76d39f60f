package dev.baltoro.synth.review;

import dev.baltoro.synth.review.StratifiedSample.Chosen;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The sample in its order, and who sees what of it: everybody what is shared, and of the rest each
/// trajectory the first reviewer who comes to it. Two reviewers who ask at once get different ones.
final class ReviewQueue {
    /// A trajectory that was handed to a reviewer and got no verdict is handed to others after
    /// this.
    static final Duration CLAIM_TIME = Duration.ofMinutes(30);

    /// Trajectories that one reviewer holds without a verdict; those opened longest ago go to
    /// others.
    static final int CLAIMS_MAX = 20;

    /// What a reviewer may see: what is shared, what they have judged, and what nobody else has
    /// judged or holds. The parameters are the reviewer, three times, and the time between them.
    private static final String MINE =
            """
            (s.shared = 1
             OR EXISTS (SELECT 1 FROM standing v WHERE v.id = s.id AND v.reviewer = ?1)
             OR (NOT EXISTS (SELECT 1 FROM standing v WHERE v.id = s.id)
                 AND NOT EXISTS (SELECT 1 FROM claim c
                   WHERE c.id = s.id AND c.reviewer <> ?1 AND c.until > ?2)))
            """;

    private static final String OPEN =
            " AND NOT EXISTS (SELECT 1 FROM standing v WHERE v.id = s.id AND v.reviewer = ?1) ";

    private static final String SELECT =
            "SELECT s.position, s.id, s.shared FROM sample s JOIN item i ON i.id = s.id WHERE ";

    private static final Database.RowReader<Place> PLACE =
            row -> new Place(row.getInt(1), row.getString(2), row.getBoolean(3));

    private final Database database;
    private final InstantSource clock;

    ReviewQueue(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A trajectory's place.
    ///
    /// @param position in the sample, from 1
    /// @param shared whether every reviewer sees it
    record Place(int position, String id, boolean shared) {}

    /// Puts another sample in place of the one there is.
    void fill(List<Chosen> chosen) {
        database.atomically(() -> {
            database.update("DELETE FROM sample");
            try (Database.Rows rows = database.rows("INSERT INTO sample VALUES (?, ?, ?)")) {
                int position = 1;
                for (Chosen one : chosen) {
                    rows.add(position++, one.id(), one.shared());
                }
                rows.flush();
            }
            return chosen.size();
        });
    }

    /// {@return the trajectory that a move leads to, which is then the reviewer's for a while}
    Optional<Place> go(String reviewer, Move move, int from) {
        return database.atomically(() -> {
            Optional<Place> place =
                    switch (move) {
                        case AT -> place(reviewer, "AND s.position = ?3", from);
                        case NEXT ->
                                place(reviewer, "AND s.position > ?3 ORDER BY s.position", from);
                        case PREVIOUS ->
                                place(
                                        reviewer,
                                        "AND s.position < ?3 ORDER BY s.position DESC",
                                        from);
                        case OPEN ->
                                place(
                                                reviewer,
                                                OPEN + "AND s.position > ?3 ORDER BY s.position",
                                                from)
                                        .or(() ->
                                                place(
                                                        reviewer,
                                                        OPEN
                                                                + "AND s.position <= ?3 ORDER BY s.position",
                                                        from));
                    };
            place.filter(found -> !found.shared()).ifPresent(found -> claim(reviewer, found));
            return place;
        });
    }

    private Optional<Place> place(String reviewer, String which, int from) {
        return database.first(
                SELECT + MINE + which + " LIMIT 1", PLACE, reviewer, clock.millis(), from);
    }

    private void claim(String reviewer, Place place) {
        database.update(
                "INSERT OR REPLACE INTO claim VALUES (?, ?, ?)",
                place.id(),
                reviewer,
                clock.millis() + CLAIM_TIME.toMillis());
        database.update(
                """
                DELETE FROM claim WHERE reviewer = ?1 AND rowid NOT IN (
                  SELECT rowid FROM claim WHERE reviewer = ?1 ORDER BY until DESC, rowid DESC LIMIT ?2)
                """,
                reviewer,
                CLAIMS_MAX);
    }

    /// {@return where a trajectory stands in the sample, if it does}
    Optional<Place> find(String id) {
        return database.first(SELECT + "s.id = ?", PLACE, id);
    }

    /// {@return how far the review has come, for one reviewer}
    Progress progress(String reviewer) {
        return new Progress(
                count("1"),
                count("s.shared = 1"),
                count("EXISTS (SELECT 1 FROM standing v WHERE v.id = s.id)"),
                count(
                        "EXISTS (SELECT 1 FROM standing v WHERE v.id = s.id AND v.reviewer = ?)",
                        reviewer),
                count(MINE + OPEN, reviewer, clock.millis()));
    }

    private int count(String which, Object... values) {
        return (int)
                database.number(
                        "SELECT COUNT(*) FROM sample s JOIN item i ON i.id = s.id WHERE " + which,
                        values);
    }
}
