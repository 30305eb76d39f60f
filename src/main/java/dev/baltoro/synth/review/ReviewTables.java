package dev.baltoro.synth.review;

import java.nio.file.Path;

/// The tables of a review.
///
/// `item` is the index of the file. `verdict` only ever grows: a change is a new row, and undoing
/// marks one as withdrawn. A verdict is of a trajectory as it was (`sum`), so it does not count for
/// another that takes the same id. `shown` has who was shown, of which trajectory, what rules,
/// judge and others said.
final class ReviewTables {
    static final String NAME = "review.sqlite";
    private static final int VERSION = 1;

    private static final String SCHEMA =
            """
            CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            CREATE TABLE item(
              number INTEGER PRIMARY KEY, id TEXT NOT NULL, stratum TEXT NOT NULL,
              rules INTEGER NOT NULL, judge INTEGER,
              place INTEGER NOT NULL, length INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;
            CREATE INDEX item_of_id ON item(id);
            CREATE TABLE sample(
              position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, shared INTEGER NOT NULL) STRICT;
            CREATE TABLE claim(
              id TEXT PRIMARY KEY, reviewer TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
            CREATE TABLE shown(
              reviewer TEXT NOT NULL, id TEXT NOT NULL, sum INTEGER NOT NULL,
              PRIMARY KEY(reviewer, id, sum)) STRICT;
            CREATE TABLE verdict(
              number INTEGER PRIMARY KEY AUTOINCREMENT, reviewer TEXT NOT NULL, id TEXT NOT NULL,
              sum INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
              blind INTEGER NOT NULL, at TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0) STRICT;
            CREATE INDEX verdict_of_item ON verdict(id, reviewer, number);
            CREATE INDEX verdict_of_reviewer ON verdict(reviewer, number);
            CREATE VIEW standing AS
              SELECT v.*, i.number AS item, i.stratum, i.rules, i.judge
              FROM verdict v JOIN item i ON i.id = v.id AND i.sum = v.sum
              WHERE v.withdrawn = 0 AND NOT EXISTS (
                SELECT 1 FROM verdict w WHERE w.id = v.id AND w.reviewer = v.reviewer
                  AND w.sum = v.sum AND w.withdrawn = 0 AND w.number > v.number);
            CREATE VIEW blind AS
              SELECT v.*, i.number AS item, i.stratum, i.rules, i.judge
              FROM verdict v JOIN item i ON i.id = v.id AND i.sum = v.sum
              WHERE v.withdrawn = 0 AND v.blind = 1 AND NOT EXISTS (
                SELECT 1 FROM verdict w WHERE w.id = v.id AND w.reviewer = v.reviewer
                  AND w.sum = v.sum AND w.withdrawn = 0 AND w.blind = 1 AND w.number > v.number);
            """;

    private ReviewTables() {}

    static Database open(Path folder) {
        return Database.open(folder.resolve(NAME), VERSION, SCHEMA);
    }
}
