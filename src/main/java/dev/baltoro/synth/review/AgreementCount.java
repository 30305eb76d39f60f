package dev.baltoro.synth.review;

import dev.baltoro.stats.Wilson;
import dev.baltoro.synth.review.Agreement.Comparison;
import dev.baltoro.synth.review.Agreement.Stratum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Counts who said what together with whom; the database does the joining.
final class AgreementCount {
    private static final List<String> VERDICTS =
            Arrays.stream(ReviewVerdict.values()).map(ReviewVerdict::word).toList();
    private static final List<String> YES_OR_NO =
            List.of(ReviewVerdict.ACCEPT.word(), ReviewVerdict.REJECT.word());

    /// One verdict a trajectory: what more reviewers said, `unsure` where as many said one thing as
    /// the other.
    private static final String MAJORITY_OF_EACH =
            """
            (SELECT id, stratum, rules, judge, item,
               CASE SIGN(SUM((verdict = 'accept') - (verdict = 'reject')))
                 WHEN 1 THEN 'accept' WHEN -1 THEN 'reject' ELSE 'unsure' END AS verdict
             FROM blind GROUP BY id)
            """;

    private final Database database;

    private AgreementCount(Database database) {
        this.database = database;
    }

    static Agreement of(Database database) {
        return database.atomically(() -> new AgreementCount(database).count()); // of one moment
    }

    /// How often a pair of words was said.
    private record Said(String first, String second, String row, String column, long count) {}

    private static final Database.RowReader<Said> SAID =
            row ->
                    new Said(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5));

    private Agreement count() {
        List<Comparison> between =
                tables(
                        VERDICTS,
                        VERDICTS,
                        """
                        SELECT a.reviewer, b.reviewer, a.verdict, b.verdict, COUNT(*)
                        FROM blind a JOIN blind b ON a.id = b.id AND a.reviewer < b.reviewer
                        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2
                        """);
        return new Agreement(
                between,
                withColumn("judge"),
                withColumn("rules"),
                judgeWithRules(),
                strata(),
                database.number("SELECT COUNT(*) FROM standing WHERE blind = 0"));
    }

    /// Each reviewer against a column that says yes or no, and their majority where they are
    /// several.
    private List<Comparison> withColumn(String column) {
        String select =
                "SELECT %s, '%s', verdict, CASE %s WHEN 1 THEN 'accept' ELSE 'reject' END, COUNT(*) FROM %s WHERE %s IS NOT NULL GROUP BY 1, 3, 4 ORDER BY 1";
        List<Comparison> tables =
                new ArrayList<>(
                        tables(
                                VERDICTS,
                                YES_OR_NO,
                                select.formatted("reviewer", column, column, "blind", column)));
        if (tables.size() > 1) {
            tables.addAll(
                    0,
                    tables(
                            VERDICTS,
                            YES_OR_NO,
                            select.formatted(
                                    "'" + Agreement.MAJORITY + "'",
                                    column,
                                    column,
                                    MAJORITY_OF_EACH,
                                    column)));
        }
        return tables;
    }

    private Comparison judgeWithRules() {
        return tables(
                        YES_OR_NO,
                        YES_OR_NO,
                        """
                        SELECT 'judge', 'rules', CASE judge WHEN 1 THEN 'accept' ELSE 'reject' END,
                          CASE rules WHEN 1 THEN 'accept' ELSE 'reject' END, COUNT(*)
                        FROM item WHERE judge IS NOT NULL GROUP BY 3, 4
                        """)
                .stream()
                .findFirst()
                .orElseGet(() -> empty("judge", "rules"));
    }

    private static Comparison empty(String first, String second) {
        return new Comparison(first, second, YES_OR_NO, YES_OR_NO, new long[2][2]);
    }

    private List<Comparison> tables(List<String> rows, List<String> columns, String sql) {
        Map<List<String>, long[][]> counts = new LinkedHashMap<>();
        for (Said said : database.list(sql, SAID)) {
            long[][] table =
                    counts.computeIfAbsent(
                            List.of(said.first(), said.second()),
                            _ -> new long[rows.size()][columns.size()]);
            table[rows.indexOf(said.row())][columns.indexOf(said.column())] += said.count();
        }
        Function<Map.Entry<List<String>, long[][]>, Comparison> comparison =
                entry ->
                        new Comparison(
                                entry.getKey().getFirst(),
                                entry.getKey().getLast(),
                                rows,
                                columns,
                                entry.getValue());
        return counts.entrySet().stream().map(comparison).toList();
    }

    private List<Stratum> strata() {
        return database.list(
                """
                SELECT i.stratum, COUNT(*), SUM(i.rules), COUNT(i.judge), SUM(i.judge),
                  SUM(m.verdict = 'accept'), SUM(m.verdict = 'accept' OR m.verdict = 'reject')
                FROM item i LEFT JOIN %s m ON m.item = i.number
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
                """
                        .formatted(MAJORITY_OF_EACH),
                row ->
                        new Stratum(
                                row.getString(1),
                                row.getLong(2),
                                Wilson.of(row.getLong(3), row.getLong(2)),
                                share(row.getLong(5), row.getLong(4)),
                                share(row.getLong(6), row.getLong(7))),
                Agreement.STRATA_MAX);
    }

    private static Optional<Wilson> share(long successes, long trials) {
        return trials == 0 ? Optional.empty() : Optional.of(Wilson.of(successes, trials));
    }
}
