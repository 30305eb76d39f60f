package dev.baltoro.synth.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A folder of trajectories that people review: `trajectories.jsonl`, which is only read, and
/// `review.sqlite` beside it, which has everything that they say.
///
/// Any number of threads may use one, and a second process may have the folder open too.
public final class ReviewFolder implements AutoCloseable {
    /// Characters of a reviewer's name.
    public static final int NAME_CHARS_MAX = 60;

    /// Characters of a reason.
    public static final int REASON_CHARS_MAX = 4_000;

    private final Path folder;
    private final TrajectoryFile file;
    private final Database database;
    private final TrajectoryIndex index;
    private final ReviewQueue queue;
    private final VerdictLog verdicts;

    private ReviewFolder(Path folder, TrajectoryFile file, Database database, InstantSource clock) {
        this.folder = folder;
        this.file = file;
        this.database = database;
        this.index = new TrajectoryIndex(database, file);
        this.queue = new ReviewQueue(database, clock);
        this.verdicts = new VerdictLog(database, clock);
    }

    /// {@return the folder, with its file indexed and a sample drawn}
    ///
    /// @param plan of the sample; none keeps the one there is, or draws a standard one
    /// @param notes is told what the user should know
    /// @throws IOException with one line if there is no such folder, or its file is not one of
    ///   trajectories
    public static ReviewFolder open(
            Path folder, Optional<SamplePlan> plan, InstantSource clock, Notes notes)
            throws IOException {
        TrajectoryFile file = TrajectoryFile.in(folder);
        Optional<Database> database = Optional.empty();
        try {
            database = Optional.of(ReviewTables.open(folder));
            ReviewFolder opened = new ReviewFolder(folder, file, database.get(), clock);
            opened.index.refresh().forEach(notes::note);
            notes.note(opened.draw(plan));
            return opened;
        } catch (IOException | RuntimeException e) {
            database.ifPresent(Database::close);
            file.close();
            if (e instanceof UncheckedIOException wrapped) {
                throw wrapped.getCause();
            }
            throw e;
        }
    }

    /// Is told what the user should know.
    public interface Notes {
        /// @param line a sentence
        void note(String line);
    }

    /// Draws a sample, if the plan or the file calls for another than there is.
    ///
    /// @return what the sample is
    private String draw(Optional<SamplePlan> plan) throws IOException {
        String drawn = meta("sample");
        if (plan.isPresent() || drawn.isEmpty()) {
            SamplePlan wanted = plan.orElseGet(SamplePlan::standard);
            String key = "%s of %s".formatted(wanted, file.stamp());
            if (!key.equals(drawn)) {
                StratifiedSample sample = new StratifiedSample(wanted, index.cells());
                index.offerTo(sample);
                database.atomically(() -> {
                    queue.fill(sample.chosen());
                    database.update("INSERT OR REPLACE INTO meta VALUES ('sample', ?)", key);
                    return database.update(
                            "INSERT OR REPLACE INTO meta VALUES ('seed', ?)",
                            Long.toString(wanted.seed()));
                });
            }
        }
        Progress progress = queue.progress("");
        return "%,d of %,d trajectories are to be reviewed, %,d of them by everybody (seed %s); %,d have a verdict"
                .formatted(
                        progress.sample(),
                        index.size(),
                        progress.shared(),
                        meta("seed"),
                        progress.reviewed());
    }

    private String meta(String name) {
        return database.first(
                        "SELECT value FROM meta WHERE name = ?", row -> row.getString(1), name)
                .orElse("");
    }

    /// {@return where it is}
    public Path folder() {
        return folder;
    }

    /// {@return how many trajectories its file has}
    public long size() {
        return index.size();
    }

    /// {@return a reviewer's name as it is kept: one spelling for what looks alike}
    ///
    /// @throws IllegalArgumentException if it is empty, too long or has control characters
    public static String reviewer(String name) {
        String kept =
                Normalizer.normalize(name, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
        if (kept.isEmpty()
                || kept.length() > NAME_CHARS_MAX
                || kept.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a reviewer's name has 1 to %d characters".formatted(NAME_CHARS_MAX));
        }
        return kept;
    }

    /// {@return everybody who has given a verdict}
    public List<String> reviewers() {
        return verdicts.reviewers();
    }

    /// {@return how far the review has come, for one reviewer}
    public Progress progress(String reviewer) {
        return queue.progress(reviewer);
    }

    /// {@return the trajectory that a move leads to; none at the end}
    ///
    /// @param from the position that the reviewer leaves; 0 before the first
    /// @param show whether the reviewer wants to be shown the findings before a verdict
    /// @throws IOException if the file has changed meanwhile
    public Optional<ReviewItem> go(String reviewer, Move move, int from, boolean show)
            throws IOException {
        Optional<ReviewQueue.Place> place = queue.go(reviewer, move, from);
        return place.isEmpty() ? Optional.empty() : Optional.of(item(reviewer, place.get(), show));
    }

    /// Takes a verdict, which outlasts a kill as soon as this returns.
    ///
    /// @return the trajectory as the reviewer sees it now
    /// @throws IllegalArgumentException if there is no such trajectory, or the reason is too long
    /// @throws IOException if the file has changed meanwhile
    public ReviewItem judge(String reviewer, String id, ReviewVerdict verdict, String reason)
            throws IOException {
        if (reason.length() > REASON_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "the reason has %,d characters; use at most %,d"
                            .formatted(reason.length(), REASON_CHARS_MAX));
        }
        TrajectoryIndex.Entry entry = entry(id);
        ReviewQueue.Place place = place(id);
        verdicts.give(reviewer, entry, verdict, reason.strip());
        return item(reviewer, place, false);
    }

    /// Takes back the reviewer's last verdict.
    ///
    /// @return the trajectory that it was of; none if there is nothing to take back
    /// @throws IOException if the file has changed meanwhile
    public Optional<ReviewItem> undo(String reviewer) throws IOException {
        Optional<String> id = verdicts.undo(reviewer);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(item(reviewer, place(id.get()), false));
    }

    private ReviewItem item(String reviewer, ReviewQueue.Place place, boolean show)
            throws IOException {
        TrajectoryIndex.Entry entry = entry(place.id());
        ObjectNode whole = (ObjectNode) TrajectoryHead.JSON.readTree(index.read(entry));
        Optional<GivenVerdict> own = verdicts.of(reviewer, entry);
        Optional<ReviewItem.Findings> findings = Optional.empty();
        if (show || own.isPresent()) {
            verdicts.show(reviewer, entry);
            findings =
                    Optional.of(
                            new ReviewItem.Findings(
                                    whole.path("rules"),
                                    whole.path("judge"),
                                    whole.path("provenance"),
                                    verdicts.all(entry).stream()
                                            .filter(given -> !given.reviewer().equals(reviewer))
                                            .toList()));
        }
        whole.retain("task", "messages", "states");
        return new ReviewItem(
                place.position(),
                entry.id(),
                entry.stratum(),
                place.shared(),
                whole,
                own,
                findings);
    }

    private TrajectoryIndex.Entry entry(String id) {
        return index.find(id)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no trajectory \"%s\"".formatted(id)));
    }

    /// A verdict may be of a trajectory that a later sample left out.
    private ReviewQueue.Place place(String id) {
        return queue.find(id).orElseGet(() -> new ReviewQueue.Place(0, id, false));
    }

    /// {@return how far reviewers, judge and rules agree}
    public Agreement agreement() {
        return AgreementCount.of(database);
    }

    /// {@return what reviewers accepted, to be written out}
    public AcceptedLines accepted(ExportPolicy policy) {
        return new AcceptedLines(database, index, policy);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            database.close();
        }
    }
}
