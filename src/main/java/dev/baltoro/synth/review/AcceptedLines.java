package dev.baltoro.synth.review;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The trajectories that reviewers accepted, in the file's order, each as it stands there with a
/// field `review` that says by whom. Memory holds one of them at a time.
public final class AcceptedLines {
    private static final int PART = 500;

    private final Database database;
    private final TrajectoryIndex index;
    private final ExportPolicy policy;

    AcceptedLines(Database database, TrajectoryIndex index, ExportPolicy policy) {
        this.database = database;
        this.index = index;
        this.policy = policy;
    }

    private record Judged(long number, TrajectoryIndex.Entry entry) {}

    /// Writes them as JSON lines.
    ///
    /// @return how many
    /// @throws IOException if the file has changed meanwhile, or `out` fails
    public long write(OutputStream out) throws IOException {
        VerdictLog verdicts = new VerdictLog(database, InstantSource.system());
        long written = 0;
        long last = 0;
        for (List<Judged> part = judged(last); !part.isEmpty(); part = judged(last)) {
            for (Judged one : part) {
                List<GivenVerdict> given = verdicts.all(one.entry());
                if (policy.accepts(given)) {
                    out.write(TrajectoryHead.JSON.writeValueAsBytes(line(one.entry(), given)));
                    out.write('\n');
                    written++;
                }
            }
            last = part.getLast().number();
        }
        return written;
    }

    private List<Judged> judged(long after) {
        return database.list(
                """
                SELECT %s, i.number FROM item i
                WHERE i.number > ? AND EXISTS (SELECT 1 FROM standing v WHERE v.id = i.id)
                ORDER BY i.number LIMIT ?
                """
                        .formatted(TrajectoryIndex.Entry.COLUMNS),
                row -> new Judged(row.getLong(6), TrajectoryIndex.Entry.READER.read(row)),
                after,
                PART);
    }

    private ObjectNode line(TrajectoryIndex.Entry entry, List<GivenVerdict> given)
            throws IOException {
        ObjectNode line = (ObjectNode) TrajectoryHead.JSON.readTree(index.read(entry));
        ArrayNode verdicts =
                line.putObject("review").put("policy", policy.word()).putArray("verdicts");
        for (GivenVerdict one : given) {
            verdicts.addObject()
                    .put("reviewer", one.reviewer())
                    .put("verdict", one.verdict().word())
                    .put("reason", one.reason())
                    .put("blind", one.blind())
                    .put("at", one.at().toString());
        }
        return line;
    }
}
